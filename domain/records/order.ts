import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  instantSchema,
  plainDateSchema,
  shortTextSchema,
} from '../canonical/values.ts';
import { documentTotalsSchema } from './document-totals.ts';
import { documentLocaleSchema } from './quote.ts';
import {
  accountIdSchema,
  agreementIdSchema,
  connectionIdSchema,
  contactIdSchema,
  debtorIdSchema,
  invoiceIdSchema,
  opportunityIdSchema,
  orderIdSchema,
  projectIdSchema,
  quoteIdSchema,
  recordMetaShape,
} from './record-parts.ts';
import { lineIdSchema, MOST_LINES, soldShape } from './sales-line.ts';

/** Where an accepted line goes: recurring to an agreement, hours to a project, the rest to the ERP (O-5). */
export const lineDestinationSchema = z.enum(['erp', 'agreement', 'project']);

/** `headerDiscount` is this line's share of the header discount; `net` is before it, `netAfterDiscount` what is billed. */
export const orderLineSchema = z.object({
  ...soldShape,
  destination: lineDestinationSchema,
  headerDiscount: decimalSchema,
  netAfterDiscount: decimalSchema,
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** What the customer ordered differently from what was quoted. */
export const deviationSchema = z.object({
  lineId: lineIdSchema,
  what: z.enum(['left-out', 'option-taken', 'alternative-taken', 'quantity']),
  quoted: decimalSchema.optional(),
  ordered: decimalSchema.optional(),
});

/**
 * `accepted` waits for its hand-over, `released` and `handing-over` are on their way, `parked` waits for a person. From `confirmed` on the ERP
 * leads (O-9). `cancelled` before the hand-over is ours, after it the ERP's.
 */
export const orderStateSchema = z.enum([
  'accepted',
  'released',
  'handing-over',
  'parked',
  'confirmed',
  'partly-delivered',
  'delivered',
  'invoiced',
  'cancelled',
  'rejected',
]);
export type OrderState = z.infer<typeof orderStateSchema>;

/** Why it stopped, in a sentence for the person who can mend it; `code` for programs. */
export const parkedReasonSchema = z.object({
  code: z.string().max(60),
  reason: z.string().min(1).max(2_000),
  field: z.string().max(200).optional(),
  at: instantSchema,
});

/** The debtor the order is handed over to, as the ERP knows it; `debtorId` is our record of it, once the ERP's word has arrived. */
export const orderDebtorSchema = z.object({
  connectionId: connectionIdSchema,
  externalId: externalIdSchema,
  number: shortTextSchema.nullish(),
  debtorId: debtorIdSchema.optional(),
});

/** What the ERP made of the order. */
export const erpOrderLinkSchema = z.object({
  connectionId: connectionIdSchema,
  externalId: externalIdSchema,
  number: shortTextSchema.nullish(),
  /** The ERP's own word for the state, as last heard. */
  statusText: shortTextSchema.optional(),
  statusAt: instantSchema.optional(),
});

/** The customer's order. `totals` are those of the lines for the ERP: what the parity check compares (O-7). */
export const orderSchema = z.object({
  ...recordMetaShape,
  orderId: orderIdSchema,
  orderNumber: shortTextSchema.min(1),
  state: orderStateSchema,
  quoteId: quoteIdSchema,
  quoteNumber: shortTextSchema,
  quoteRevision: z.int().positive(),
  accountId: accountIdSchema,
  contactId: contactIdSchema.nullish(),
  opportunityId: opportunityIdSchema.nullish(),
  locale: documentLocaleSchema,
  currency: currencySchema,
  /** The customer's own number of this order. */
  customerReference: shortTextSchema.nullish(),
  orderDate: plainDateSchema,
  acceptedBy: shortTextSchema,
  lines: z.array(orderLineSchema).max(MOST_LINES),
  deviations: z.array(deviationSchema).max(MOST_LINES),
  totals: documentTotalsSchema,
  agreementId: agreementIdSchema.optional(),
  projectId: projectIdSchema.optional(),
  /** Counts releases; part of the execution's name only, never of the ledger key. */
  handOverAttempt: z.int().nonnegative(),
  releasedBy: shortTextSchema.optional(),
  releasedAt: instantSchema.optional(),
  parked: parkedReasonSchema.optional(),
  /** Chosen by a person where the account has several debtors. */
  chosenDebtorId: debtorIdSchema.optional(),
  debtor: orderDebtorSchema.optional(),
  erp: erpOrderLinkSchema.optional(),
  /** The invoice made without an ERP (O-10). */
  invoiceId: invoiceIdSchema.optional(),
});
export type Order = z.infer<typeof orderSchema>;
