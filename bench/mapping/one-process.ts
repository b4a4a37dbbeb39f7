import { mapToCanonical } from '../../functions/shared/erp/map-to-canonical.ts';
import { parseLossless } from '../../functions/shared/erp/lossless-json.ts';
import { longInvoice } from './long-invoice.ts';

/**
 * A process of its own for one connector and one length: what reading and mapping one invoice takes, once the code is warm, and how far
 * the process grows. Arguments: connector, lines, rounds. Prints JSON.
 */
const [name = '', lineCount = '', roundCount = ''] = process.argv.slice(2);
const lines = Number(lineCount);
const { connector, body, settings } = longInvoice(name, lines);

async function mapped(): Promise<number> {
  const json = parseLossless(body);
  if (!json.ok) throw new Error(`The sample of ${name} is no JSON: ${json.reason}.`);
  const invoice = await mapToCanonical(connector, { entity: 'invoice', payload: json.value, settings });
  return invoice.lines.length;
}

/** Short ones so often that the clock sees them. */
const repeats = Math.max(1, Math.round(2_000 / lines));

async function round(): Promise<{ ms: number; cpuMs: number }> {
  const cpu = process.threadCpuUsage();
  const begin = performance.now();
  for (let n = 0; n < repeats; n += 1)
    if ((await mapped()) !== lines) throw new Error(`${name} lost lines of its invoice.`);
  const { user, system } = process.threadCpuUsage(cpu);
  return { ms: (performance.now() - begin) / repeats, cpuMs: (user + system) / 1000 / repeats };
}

const grownFrom = process.memoryUsage.rss();
const rounds: { ms: number; cpuMs: number }[] = [];
for (let n = 0; n <= Number(roundCount); n += 1) rounds.push(await round());
const { maxRSS } = process.resourceUsage();

// The first round is the one that warms up.
console.log(
  JSON.stringify({
    bytes: body.length,
    rounds: rounds.slice(1),
    grownMb: maxRSS / 1024 - grownFrom / 1_048_576,
  }),
);
