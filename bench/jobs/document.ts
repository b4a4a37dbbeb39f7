import { Command } from 'commander';
import * as z from 'zod';
import { quoteDocument } from '../../domain/documents/quote-document.ts';
import type { PrintedDocument } from '../../domain/documents/printed-document.ts';
import { accountSchema } from '../../domain/records/account.ts';
import { companySettingsSchema } from '../../domain/records/company-settings.ts';
import { quoteSchema } from '../../domain/records/quote.ts';
import { openFonts } from '../../functions/render-document/pdf/fonts.ts';
import { painter } from '../../functions/render-document/pdf/paint.ts';
import { machine, print, spreadOf } from '../report.ts';

const positive = z.coerce.number().int().positive();
const optionsSchema = z.object({ lines: positive, rounds: positive });

/** How long a quote takes from record to PDF: the first in a process, and the median of those that follow. */
export function documentCommand(): Command {
  return new Command('document')
    .description('milliseconds from a quote to its PDF')
    .option('--lines <n>', 'lines of the quote', '60')
    .option('--rounds <n>', 'documents after the first', '20')
    .action(async (options: unknown) => print(await documents(optionsSchema.parse(options))));
}

async function documents({ lines, rounds }: z.infer<typeof optionsSchema>): Promise<object> {
  const context = machine();
  const quote = aQuoteOf(lines);
  const started = performance.now();
  const paint = painter(openFonts());
  const fontsMs = performance.now() - started;
  const first = await timed(() => paint(quote(), undefined));
  const following = [];
  for (let round = 0; round < rounds; round += 1)
    following.push((await timed(() => paint(quote(), undefined))).ms);
  const { pages, bytes } = first.made;
  return {
    ...{ job: 'document', lines, rounds, pages, bytes: bytes.length },
    milliseconds: {
      fonts: spreadOf([fontsMs], 1),
      first: spreadOf([first.ms], 1),
      warm: spreadOf(following, 1),
    },
    machine: context,
  };
}

async function timed<Made>(make: () => Promise<Made>): Promise<{ readonly made: Made; readonly ms: number }> {
  const before = performance.now();
  const made = await make();
  return { made, ms: performance.now() - before };
}

const at = '2026-01-31T09:30:00Z';
const meta = { company: 'demo', createdAt: at, updatedAt: at, version: 1 };
const address = { street: 'Hauptplatz 1', postalCode: '8010', city: 'Graz', country: 'AT' };
const numberPattern = '{number}';

/** The layout is part of what is measured, so it is made anew each time. */
function aQuoteOf(count: number): () => PrintedDocument {
  const settings = companySettingsSchema.parse({
    ...{
      ...meta,
      seller: { name: 'Demo GmbH', address },
      ordersTo: 'no-erp',
      currency: 'EUR',
      locale: 'de-AT',
    },
    vat: { standard: '20', reduced: '10', reducedTaxCodes: [], exemptTaxCodes: [] },
    numbers: {
      ...{ quote: numberPattern, order: numberPattern, agreement: numberPattern },
      ...{ project: numberPattern, invoice: numberPattern },
    },
    ...{ quoteValidDays: 30, paymentDays: 14 },
  });
  const account = accountSchema.parse({ ...meta, accountId: 'acc_0001', name: 'Huber & Söhne OG', address });
  const quote = quoteSchema.parse({
    ...{ ...meta, quoteId: 'quo_0001', quoteNumber: 'Q-1', revision: 1, state: 'sent', sentAt: at },
    ...{ accountId: account.accountId, locale: 'de-AT', currency: 'EUR', title: 'Büro' },
    ...{ documentDate: '2026-01-31', validUntil: '2026-03-02', recurring: [] },
    lines: Array.from({ length: count }, (_, index) => lineOf(index)),
    totals: { ...{ subtotal: '1', headerDiscount: '0', net: '1', tax: '0', gross: '1' }, vat: [] },
  });
  return () => quoteDocument({ quote, settings, recipient: { account } });
}

const lineOf = (index: number) => ({
  ...{ kind: 'product', choice: 'included', lineId: String(index + 1), productKind: 'goods' },
  description: `Schreibtisch Modell ${index + 1}, höhenverstellbar, Eiche, mit Kabelkanal und zwei Laden`,
  ...{
    quantity: '3',
    unit: 'Stk',
    unitPrice: '1234.56',
    priceUnit: '1',
    discountPercent: '5',
    net: '3518.50',
  },
  vat: { category: 'standard', rate: '20' },
  price: { rule: 'by-hand', amount: '1234.56', currency: 'EUR', priceUnit: '1', explanation: 'by hand' },
});
