import { Command, Option } from 'commander';
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { quoteStateSchema } from '../../domain/records/quote.ts';
import { adminClientFor } from '../admin-client.ts';
import { quoteId } from '../arguments.ts';
import { print, table } from '../output.ts';
import { withPaging } from './deliveries.ts';
import { printPage } from './sale-page.ts';

const totals = z.looseObject({ net: z.string(), tax: z.string(), gross: z.string() });
const rowSchema = z.looseObject({
  ...{ quoteId: z.string(), quoteNumber: z.string(), revision: z.number(), state: z.string() },
  ...{ title: z.string(), validUntil: z.string(), currency: z.string(), totals },
});
const quoteSchema = rowSchema.extend({
  lines: z.array(
    z.looseObject({
      ...{ lineId: z.string(), description: z.string().default(''), net: z.string().default('') },
      ...{ quantity: z.string().default(''), unitPrice: z.string().default('') },
      price: z.looseObject({ explanation: z.string() }).optional(),
    }),
  ),
});
const listOptionsSchema = z.looseObject({
  ...{ state: z.string().optional(), account: z.string().optional(), number: z.string().optional() },
});
const jsonSchema = z.looseObject({ json: z.boolean().default(false) });

/** `quotes`: what was offered, at which prices and why. */
export const quotesCommand = (): Command =>
  new Command('quotes')
    .description('list quotes, show one with its prices and why, fetch its PDF')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(pdfCommand());

const listCommand = (): Command =>
  withPaging(new Command('list').description('list quotes by state, those of an account the newest first'))
    .addOption(new Option('--state <state>', 'what became of it').choices(quoteStateSchema.options))
    .option('--account <id>', 'of one account')
    .option('--number <number>', 'the revisions of one number')
    .action((given: Record<string, unknown>, command: Command) => {
      const { state, account: accountId, number: quoteNumber } = listOptionsSchema.parse(given);
      return printPage(command, given, {
        ...{ path: '/quotes', filter: { state, accountId, quoteNumber }, row: rowSchema },
        head: ['quote', 'number', 'state', 'valid until', 'gross', 'title'],
        cells: (row) => [
          ...[row.quoteId, `${row.quoteNumber} (${row.revision})`, row.state, row.validUntil],
          ...[`${row.totals.gross} ${row.currency}`, row.title],
        ],
      });
    });

const showCommand = (): Command =>
  new Command('show')
    .description('show a quote with its lines')
    .argument('<quote>', 'its id', quoteId)
    .option('--json', 'print the quote as the Admin API gives it')
    .action(async (id: string, given: Record<string, unknown>, command: Command) => {
      const answer = await (await adminClientFor(command)).get(`/quotes/${id}`);
      print(jsonSchema.parse(given).json, answer, () => quoteLines(quoteSchema.parse(answer)));
    });

function quoteLines({ totals: { net, tax, gross }, lines, ...quote }: z.infer<typeof quoteSchema>): string[] {
  const rows = lines.map(({ lineId, description, quantity, unitPrice, net: value, price }) => [
    ...[lineId, description.split('\n')[0] ?? '', quantity, unitPrice, value, price?.explanation ?? ''],
  ]);
  return [
    `${quote.quoteNumber} (${quote.revision}) ${quote.state}, valid until ${quote.validUntil}: ${quote.title}`,
    '',
    ...table(['line', 'description', 'quantity', 'price', 'net', 'why'], rows),
    '',
    `net ${net}, VAT ${tax}, total ${gross} ${quote.currency}`,
  ];
}

const pdfCommand = (): Command =>
  new Command('pdf')
    .description('write the PDF of a quote to a file')
    .argument('<quote>', 'its id', quoteId)
    .argument('<file>', 'where to; what is there is replaced')
    .action(async (id: string, file: string, _given: unknown, command: Command) => {
      const pdf = await (await adminClientFor(command)).bytes(`/quotes/${id}/document`);
      await writeFile(file, pdf);
      console.log(`${pdf.length} bytes written to ${file}`);
    });
