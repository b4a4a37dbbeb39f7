import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { priceQuote } from '../../domain/quotes/price-quote.ts';
import { machine, print, spreadOf } from '../report.ts';
import { assemblyIn } from '../subject/assembly.ts';
import { openSelling, type Selling } from '../subject/selling.ts';
import { saleOf } from '../subject/sale.ts';

const positive = z.coerce.number().int().positive();
const optionsSchema = z.object({ lines: positive, rounds: positive });

/** How long it takes to find all prices of a quote, and why: by the rules alone, tried by HTTP, and stored by HTTP. */
export function quoteCommand(): Command {
  return new Command('quote')
    .description('milliseconds to price a quote')
    .option('--lines <n>', 'lines of the quote', '60')
    .option('--rounds <n>', 'quotes of each kind, after some to warm up', '50')
    .action(async (options: unknown) => print(await quotes(optionsSchema.parse(options))));
}

async function quotes({ lines, rounds }: z.infer<typeof optionsSchema>): Promise<object> {
  const context = machine();
  const { draft, sale } = saleOf(lines);
  const byRules = await timed(rounds, () => {
    if ('problems' in priceQuote(draft, sale)) throw new Error('The quote has problems.');
  });
  const folder = mkdtempSync(join(tmpdir(), 'orderseam-bench-'));
  try {
    const assembly = await assemblyIn(folder);
    const selling = await openSelling({ assembly, dataFolder: join(folder, 'data'), sandboxes: 2 });
    const byHttp = await overHttp(selling, { lines, rounds }).finally(() => selling.close());
    return { job: 'quote', lines, rounds, ms: { byRules, ...byHttp }, machine: context };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function overHttp(
  { api, productNumbers }: Selling,
  { lines, rounds }: z.infer<typeof optionsSchema>,
): Promise<object> {
  const address = { street: 'Naht 1', postalCode: '1070', city: 'Wien', country: 'AT' };
  const { accountId } = await api('POST /accounts', { name: 'Käufer GmbH', address });
  const wish = {
    accountId,
    lines: Array.from({ length: lines }, (_, index) => ({
      product: productNumbers[index % productNumbers.length],
      quantity: String(1 + index),
    })),
  };
  return {
    tried: await timed(rounds, () => api('POST /quotes/price', wish)),
    stored: await timed(rounds, () => api('POST /quotes', wish)),
  };
}

const WARM_UP = 10;

async function timed(rounds: number, work: () => unknown) {
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const started = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - started);
  }
  return spreadOf(times);
}
