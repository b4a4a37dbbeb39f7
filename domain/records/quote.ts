import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  instantSchema,
  plainDateSchema,
  shortTextSchema,
  textSchema,
} from '../canonical/values.ts';
import { documentTotalsSchema } from './document-totals.ts';
import {
  accountIdSchema,
  contactIdSchema,
  opportunityIdSchema,
  orderIdSchema,
  quoteIdSchema,
  recordMetaShape,
} from './record-parts.ts';
import { lineIdSchema, MOST_LINES, percentSchema, soldShape } from './sales-line.ts';

/** How the document is written: language and formats of numbers and dates. */
export const documentLocaleSchema = z.enum(['de-AT', 'de-DE', 'en']);
export type DocumentLocale = z.infer<typeof documentLocaleSchema>;

/** `optional` and `alternative` lines are priced and printed but not in the totals (O-2). */
export const quoteProductLineSchema = z.object({
  kind: z.literal('product'),
  ...soldShape,
  choice: z.enum(['included', 'optional', 'alternative']),
  alternativeTo: lineIdSchema.optional(),
});
export type QuoteProductLine = z.infer<typeof quoteProductLineSchema>;

export const quoteLineSchema = z.discriminatedUnion('kind', [
  quoteProductLineSchema,
  z.object({ kind: z.literal('text'), lineId: lineIdSchema, description: textSchema.min(1) }),
  /** Sums the included product lines since the last subtotal. */
  z.object({
    kind: z.literal('subtotal'),
    lineId: lineIdSchema,
    description: textSchema,
    net: decimalSchema,
  }),
]);
export type QuoteLine = z.infer<typeof quoteLineSchema>;

export const quoteStateSchema = z.enum(['draft', 'sent', 'accepted', 'declined', 'expired', 'superseded']);
export type QuoteState = z.infer<typeof quoteStateSchema>;

/** On the whole document: percent of, or an amount off, the sum of its included one-off lines. */
export const headerDiscountSchema = z.union([
  z.strictObject({ percent: percentSchema }),
  z.strictObject({ amount: decimalSchema }),
]);

/** Sums of included recurring lines per price base; they are not in the totals of the document. */
export const recurringTotalSchema = z.object({
  priceBase: z.enum(['month', 'quarter', 'year']),
  ...documentTotalsSchema.pick({ net: true, tax: true, gross: true }).shape,
});

/**
 * A priced proposal. Revisions of one quote share `quoteNumber` and form a chain: the newest has no `supersededBy`. Only a draft
 * can be edited; what was sent stays as it was sent.
 */
export const quoteSchema = z.object({
  ...recordMetaShape,
  quoteId: quoteIdSchema,
  quoteNumber: shortTextSchema.min(1),
  revision: z.int().positive(),
  state: quoteStateSchema,
  supersedes: quoteIdSchema.optional(),
  supersededBy: quoteIdSchema.optional(),
  accountId: accountIdSchema,
  contactId: contactIdSchema.nullish(),
  opportunityId: opportunityIdSchema.nullish(),
  locale: documentLocaleSchema,
  currency: currencySchema,
  title: shortTextSchema,
  introduction: textSchema.nullish(),
  closing: textSchema.nullish(),
  documentDate: plainDateSchema,
  /** The last day on which it can be accepted. */
  validUntil: plainDateSchema,
  lines: z.array(quoteLineSchema).max(MOST_LINES),
  headerDiscount: headerDiscountSchema.nullish(),
  totals: documentTotalsSchema,
  recurring: z.array(recurringTotalSchema),
  sentAt: instantSchema.optional(),
  decidedAt: instantSchema.optional(),
  declinedReason: shortTextSchema.optional(),
  orderId: orderIdSchema.optional(),
});
export type Quote = z.infer<typeof quoteSchema>;
