import * as z from 'zod';
import { quoteStateSchema } from '../../../domain/records/quote.ts';
import { accountIdSchema, opportunityIdSchema, quoteIdSchema } from '../../../domain/records/record-parts.ts';
import { listQuotes } from '../../shared/store/quotes.ts';
import { may, route } from '../define-route.ts';
import { documentFile, pdf } from '../documents.ts';
import { textParameter } from '../parameters.ts';
import { editQuote } from '../quotes/edit-quote.ts';
import { makeQuote } from '../quotes/make-quote.ts';
import { quoteDocument } from '../quotes/quote-document.ts';
import { requireQuote } from '../quotes/require-quote.ts';
import { tryPrice } from '../quotes/try-price.ts';
import { exampleIds } from '../views/example-ids.ts';
import { QUOTE_BODY_LIMIT as bodyLimit } from '../views/quote-lines-body.ts';
import {
  newQuoteSchema,
  priceWishSchema,
  quoteChangeSchema,
  quoteRowView,
  quoteRowViewSchema,
  quoteView,
  quoteViewSchema,
  triedPriceSchema,
} from '../views/quote-view.ts';

const tag = 'Quotes';
const params = z.object({ quoteId: quoteIdSchema.meta({ example: exampleIds.quote }) });
const created = { json: quoteViewSchema, status: 201 } as const;

export const quoteRoutes = [
  route({
    id: 'listQuotes',
    method: 'GET',
    path: '/quotes',
    tag,
    summary: 'List quotes: by state, of an account the newest first, of a number its revisions',
    roles: may.read,
    query: z.object({
      state: quoteStateSchema.optional().meta({ example: 'sent' }),
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'Of this account and those merged into it.', example: exampleIds.account }),
      opportunityId: opportunityIdSchema
        .optional()
        .meta({ description: 'Made from this opportunity.', example: exampleIds.opportunity }),
      quoteNumber: textParameter.meta({ description: 'The exact number.', example: 'Q-2026-00042' }),
    }),
    returns: { page: quoteRowViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listQuotes(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(quoteRowView), cursor: found.cursor };
    },
  }),
  route({
    id: 'createQuote',
    method: 'POST',
    path: '/quotes',
    tag,
    summary: 'Make a quote for an account, without an opportunity',
    roles: may.quote,
    body: newQuoteSchema,
    bodyLimit,
    returns: created,
    handle: async ({ caller, body: { accountId, ...wanted } }, ports) => {
      const quote = await makeQuote(ports, { company: caller.company, for: { accountId } }, wanted);
      const headers = { location: `/quotes/${quote.quoteId}` };
      return { body: quoteView(quote), version: quote.version, headers };
    },
  }),
  route({
    id: 'tryPrice',
    method: 'POST',
    path: '/quotes/price',
    tag,
    summary: 'Try what lines would cost, and why; nothing is stored',
    roles: may.read,
    body: priceWishSchema,
    bodyLimit,
    returns: { json: triedPriceSchema },
    handle: async ({ caller, body }, ports) => ({ body: await tryPrice(ports, caller.company, body) }),
  }),
  route({
    id: 'getQuote',
    method: 'GET',
    path: '/quotes/{quoteId}',
    tag,
    summary: 'Get a quote with its lines',
    roles: may.read,
    params,
    returns: { json: quoteViewSchema },
    handle: async ({ caller, params: { quoteId } }, ports) => {
      const quote = await requireQuote(ports, { company: caller.company, quoteId });
      return { body: quoteView(quote), version: quote.version };
    },
  }),
  route({
    id: 'editQuote',
    method: 'PATCH',
    path: '/quotes/{quoteId}',
    tag,
    summary: 'Edit a draft; what was sent stays as it was sent',
    description: 'Absent leaves a field as it is, null empties it.',
    roles: may.quote,
    params,
    body: quoteChangeSchema,
    bodyLimit,
    changesVersion: true,
    returns: { json: quoteViewSchema },
    handle: async ({ caller, params: { quoteId }, body, expectedVersion }, ports) => {
      const quote = await editQuote(ports, { company: caller.company, quoteId, expectedVersion }, body);
      return { body: quoteView(quote), version: quote.version };
    },
  }),
  route({
    id: 'getQuoteDocument',
    method: 'GET',
    path: '/quotes/{quoteId}/document',
    tag,
    summary: 'Get the quote as PDF on the letterhead, in its own language',
    description: 'A draft is marked as one. What was sent has one document for ever (O-4).',
    roles: may.read,
    params,
    returns: { file: pdf },
    handle: async ({ caller, params: { quoteId } }, ports) => {
      const address = { company: caller.company, quoteId };
      const { quoteNumber, revision } = await requireQuote(ports, address);
      return documentFile(ports, await quoteDocument(ports, address), `${quoteNumber}-${revision}`);
    },
  }),
];
