import * as z from 'zod';
import { invoiceKindSchema } from '../../../domain/canonical/invoice.ts';
import { currencySchema, decimalSchema, plainDateSchema } from '../../../domain/canonical/values.ts';
import { may, route } from '../define-route.ts';
import { findSeriesGaps } from '../invoices/find-series-gaps.ts';
import { connectionParameter } from '../parameters.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Invoices';

const gapSchema = z
  .object({
    connectionId: z.string(),
    kind: invoiceKindSchema,
    series: z.string(),
    first: z.string(),
    last: z.string(),
    count: z.int().meta({
      description:
        'How many are missing; 9007199254740991 stands for that many or more. `first` and `last` are always exact.',
    }),
  })
  .meta({
    id: 'SeriesGap',
    example: {
      connectionId: exampleIds.connection,
      kind: 'invoice',
      series: 'RE-2026-',
      first: 'RE-2026-0043',
      last: 'RE-2026-0044',
      count: 2,
    },
  });

const orUnknown = decimalSchema
  .nullable()
  .meta({ description: 'Null where one of the documents states neither tax nor gross.' });

const monthTotalSchema = z
  .object({
    month: z.string(),
    currency: currencySchema,
    kind: invoiceKindSchema,
    documents: z.int(),
    net: decimalSchema,
    tax: orUnknown,
    gross: orUnknown,
  })
  .meta({
    id: 'MonthTotal',
    example: {
      month: '2026-01',
      currency: 'EUR',
      kind: 'invoice',
      documents: 12,
      net: '1200.00',
      tax: '240.00',
      gross: '1440.00',
    },
  });

const period = z.object({
  from: plainDateSchema.meta({ description: 'First posting date.', example: '2026-01-01' }),
  to: plainDateSchema.meta({ description: 'Last posting date.', example: '2026-12-31' }),
  kind: invoiceKindSchema.optional().meta({ example: 'invoice' }),
  connection: connectionParameter,
});

export const invoiceCheckRoutes = [
  route({
    id: 'listSeriesGaps',
    method: 'GET',
    path: '/invoice-series',
    tag,
    summary: 'Find gaps in the number series of documents',
    description: 'Per connection and kind (I-8). A number that any document ever had is no gap.',
    roles: may.read,
    query: period,
    returns: { json: z.object({ gaps: z.array(gapSchema) }).meta({ id: 'SeriesGaps' }) },
    handle: async ({ caller, query: { connection, ...filters } }, { store }) => ({
      body: {
        gaps: await findSeriesGaps(store, { company: caller.company, connectionId: connection, ...filters }),
      },
    }),
  }),
  route({
    id: 'listMonthTotals',
    method: 'GET',
    path: '/invoice-totals',
    tag,
    summary: 'Totals of a month per currency and kind, to compare with the ERP',
    roles: may.read,
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-01')
        .meta({ description: 'Month of posting.', example: '2026-01' }),
      connection: connectionParameter,
    }),
    returns: { json: z.object({ totals: z.array(monthTotalSchema) }).meta({ id: 'MonthTotals' }) },
    handle: async ({ caller, query: { month, connection } }, { store }) => {
      // Decimal arithmetic is loaded with the only route that needs it.
      const { sumMonth } = await import('../invoices/sum-month.ts');
      const totals = await sumMonth(store, { company: caller.company, month, connectionId: connection });
      return { body: { totals } };
    },
  }),
];
