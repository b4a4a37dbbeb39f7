import * as z from 'zod';
import { opportunityIdSchema } from '../../../domain/records/record-parts.ts';
import { may, route } from '../define-route.ts';
import { makeQuote } from '../quotes/make-quote.ts';
import { exampleIds } from '../views/example-ids.ts';
import { QUOTE_BODY_LIMIT as bodyLimit } from '../views/quote-lines-body.ts';
import { opportunityQuoteSchema, quoteView, quoteViewSchema } from '../views/quote-view.ts';

const tag = 'Quotes';

export const opportunityQuoteRoutes = [
  route({
    id: 'createQuoteOfOpportunity',
    method: 'POST',
    path: '/opportunities/{opportunityId}/quotes',
    tag,
    summary: 'Make a quote from an opportunity in one call',
    description:
      'Prices, discounts and VAT are found and say why (P-2, O-3); what is entered by hand wins and is marked as that.',
    roles: may.quote,
    params: z.object({ opportunityId: opportunityIdSchema.meta({ example: exampleIds.opportunity }) }),
    body: opportunityQuoteSchema,
    bodyLimit,
    returns: { json: quoteViewSchema, status: 201 },
    handle: async ({ caller, params: { opportunityId }, body }, ports) => {
      const quote = await makeQuote(ports, { company: caller.company, for: { opportunityId } }, body);
      const headers = { location: `/quotes/${quote.quoteId}` };
      return { body: quoteView(quote), version: quote.version, headers };
    },
  }),
];
