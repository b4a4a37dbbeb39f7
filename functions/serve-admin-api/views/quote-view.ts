import * as z from 'zod';
import {
  currencySchema,
  plainDateSchema,
  shortTextSchema,
  textSchema,
} from '../../../domain/canonical/values.ts';
import { documentLocaleSchema, quoteSchema, type Quote } from '../../../domain/records/quote.ts';
import { accountIdSchema, contactIdSchema } from '../../../domain/records/record-parts.ts';
import { quoteRowSchema, type QuoteRow } from '../../shared/store/sales-rows.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { exampleLines, headerDiscountBodySchema, linesBodySchema } from './quote-lines-body.ts';
import { exampleSold, exampleTotals } from './sold-example.ts';
import { without } from './without.ts';

const contentShape = {
  title: shortTextSchema.optional(),
  contactId: contactIdSchema.nullish(),
  locale: documentLocaleSchema.optional(),
  documentDate: plainDateSchema.optional(),
  validUntil: plainDateSchema.optional(),
  introduction: textSchema.nullish(),
  closing: textSchema.nullish(),
  headerDiscount: headerDiscountBodySchema,
};

const newQuoteShape = { ...contentShape, currency: currencySchema.optional(), lines: linesBodySchema };

/** For an opportunity, which says the account. */
export const opportunityQuoteSchema = z
  .strictObject(newQuoteShape)
  .meta({ id: 'NewQuoteOfOpportunity', example: { lines: exampleLines } });

export const newQuoteSchema = z
  .strictObject({ accountId: accountIdSchema, ...newQuoteShape })
  .meta({ id: 'NewQuote', example: { accountId: exampleIds.account, lines: exampleLines } });

export const quoteChangeSchema = z
  .strictObject({
    ...contentShape,
    lines: linesBodySchema.optional(),
    reprice: z
      .boolean()
      .optional()
      .meta({ description: 'Find every price and VAT anew that nobody entered by hand.' }),
  })
  .meta({
    id: 'QuoteChange',
    description: 'Lines, where given, replace all; one with the lineId of a standing line keeps its price.',
    example: { validUntil: '2026-04-30', lines: [{ lineId: '1', quantity: '3' }, { product: '1900-S' }] },
  });

const exampleHead = {
  quoteId: exampleIds.quote,
  quoteNumber: 'Q-2026-00042',
  revision: 1,
  state: 'draft',
  accountId: exampleIds.account,
  opportunityId: exampleIds.opportunity,
  locale: 'de-AT',
  currency: 'EUR',
  title: 'Büroeinrichtung',
  documentDate: '2026-01-31',
  validUntil: '2026-03-02',
  totals: exampleTotals,
  recurring: [],
  createdAt: exampleInstant,
  updatedAt: exampleInstant,
  version: 1,
} as const;

const exampleQuoteLine = { kind: 'product', ...exampleSold, choice: 'included' } as const;

export const quoteViewSchema = quoteSchema
  .omit({ company: true })
  .meta({ id: 'Quote', example: { ...exampleHead, lines: [exampleQuoteLine] } });

export const quoteRowViewSchema = quoteRowSchema
  .omit({ company: true })
  .meta({ id: 'QuoteRow', example: { ...exampleHead, lineCount: 1 } });

export const quoteView = (quote: Quote): z.input<typeof quoteViewSchema> => without(quote, 'company');
export const quoteRowView = (row: QuoteRow): z.input<typeof quoteRowViewSchema> => without(row, 'company');

export const priceWishSchema = z
  .strictObject({
    accountId: accountIdSchema,
    date: plainDateSchema.optional(),
    currency: currencySchema.optional(),
    locale: documentLocaleSchema.optional(),
    lines: linesBodySchema,
    headerDiscount: headerDiscountBodySchema,
  })
  .meta({ id: 'PriceWish', example: { accountId: exampleIds.account, lines: exampleLines } });

export const triedPriceSchema = quoteSchema
  .pick({ currency: true, lines: true, totals: true, recurring: true, headerDiscount: true })
  .meta({
    id: 'TriedPrice',
    example: {
      ...{ currency: 'EUR', lines: [exampleQuoteLine], totals: exampleTotals },
      ...{ recurring: [], headerDiscount: null },
    },
  });

export const declineSchema = z
  .strictObject({ reason: shortTextSchema.trim().min(1) })
  .meta({ id: 'QuoteDecline', example: { reason: 'The customer chose somebody else.' } });
