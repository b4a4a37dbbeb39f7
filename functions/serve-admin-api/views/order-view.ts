import * as z from 'zod';
import { plainDateSchema, shortTextSchema } from '../../../domain/canonical/values.ts';
import { orderSchema, type Order } from '../../../domain/records/order.ts';
import { debtorIdSchema } from '../../../domain/records/record-parts.ts';
import { orderRowSchema, type OrderRow } from '../../shared/store/sales-rows.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { ledgerStateViewSchema } from './ledger-view.ts';
import { exampleSold, exampleTotals } from './sold-example.ts';
import { without } from './without.ts';

const exampleHead = {
  orderId: exampleIds.order,
  orderNumber: 'O-2026-00017',
  state: 'confirmed',
  quoteId: exampleIds.quote,
  quoteNumber: 'Q-2026-00042',
  quoteRevision: 1,
  accountId: exampleIds.account,
  locale: 'de-AT',
  currency: 'EUR',
  customerReference: 'PO 4711',
  orderDate: '2026-02-03',
  acceptedBy: 'ada',
  totals: exampleTotals,
  handOverAttempt: 1,
  erp: { connectionId: exampleIds.connection, externalId: 'so-1', number: 'S-ORD101001' },
  createdAt: exampleInstant,
  updatedAt: exampleInstant,
  version: 4,
} as const;

const exampleLine = {
  ...exampleSold,
  destination: 'erp',
  headerDiscount: '0.00',
  netAfterDiscount: '1801.44',
} as const;

const handOverSchema = z
  .object({ order: ledgerStateViewSchema.optional(), debtor: ledgerStateViewSchema.optional() })
  .meta({ description: 'How the ledger stands of the order and of the debtor it needs.' });

export const orderViewSchema = orderSchema
  .omit({ company: true })
  .extend({ handOver: handOverSchema.optional() })
  .meta({ id: 'Order', example: { ...exampleHead, lines: [exampleLine], deviations: [] } });

export const orderRowViewSchema = orderRowSchema
  .omit({ company: true })
  .meta({ id: 'OrderRow', example: { ...exampleHead, lineCount: 1, deviationCount: 0 } });

export const orderView = (order: Order): z.input<typeof orderViewSchema> => without(order, 'company');
export const orderRowView = (row: OrderRow): z.input<typeof orderRowViewSchema> => without(row, 'company');

/** Without lines the whole quote is accepted, as it was offered. */
export const acceptanceBodySchema = z
  .strictObject({
    acceptedLines: z
      .array(z.strictObject({ lineId: z.string().max(40), quantity: z.string().max(40).optional() }))
      .max(20_000)
      .optional(),
    customerReference: shortTextSchema.nullish(),
    orderDate: plainDateSchema.optional(),
  })
  .meta({
    id: 'QuoteAcceptance',
    example: {
      customerReference: 'PO 4711',
      orderDate: '2026-02-03',
      acceptedLines: [{ lineId: '1' }, { lineId: '2', quantity: '5' }],
    },
  });

export const releaseBodySchema = z
  .strictObject({
    chosenDebtorId: debtorIdSchema.nullish().meta({
      description:
        'Where the account has several debtors: the one this order goes to; null forgets the choice.',
    }),
  })
  .default({})
  .meta({ id: 'OrderRelease', example: { chosenDebtorId: exampleIds.debtor } });
