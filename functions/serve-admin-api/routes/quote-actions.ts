import * as z from 'zod';
import { quoteIdSchema } from '../../../domain/records/record-parts.ts';
import { may, route } from '../define-route.ts';
import { accept } from '../quotes/accept-quote.ts';
import { decline, revise, send } from '../quotes/decide-quote.ts';
import { exampleIds } from '../views/example-ids.ts';
import { acceptanceBodySchema, orderView, orderViewSchema } from '../views/order-view.ts';
import { declineSchema, quoteView, quoteViewSchema } from '../views/quote-view.ts';

const tag = 'Quotes';
const params = z.object({ quoteId: quoteIdSchema.meta({ example: exampleIds.quote }) });
const returns = { json: quoteViewSchema };

/** What is done to a quote is done once: asked again, the same comes back, or a sentence that says what it is now. */
export const quoteActionRoutes = [
  route({
    id: 'sendQuote',
    method: 'POST',
    path: '/quotes/{quoteId}/send',
    tag,
    summary: 'Note that the quote was sent; it cannot be edited any more',
    description: 'Its document is made now and stays. Sending again changes nothing.',
    roles: may.quote,
    params,
    returns,
    handle: async ({ caller, params: { quoteId } }, ports) => {
      const quote = await send(ports, { company: caller.company, quoteId });
      return { body: quoteView(quote), version: quote.version };
    },
  }),
  route({
    id: 'reviseQuote',
    method: 'POST',
    path: '/quotes/{quoteId}/revise',
    tag,
    summary: 'Make a new revision: a draft with the same lines at the same prices',
    description: 'The former revision can be accepted no more (O-2).',
    roles: may.quote,
    params,
    returns: { json: quoteViewSchema, status: 201 },
    handle: async ({ caller, params: { quoteId } }, ports) => {
      const quote = await revise(ports, { company: caller.company, quoteId });
      const headers = { location: `/quotes/${quote.quoteId}` };
      return { body: quoteView(quote), version: quote.version, headers };
    },
  }),
  route({
    id: 'declineQuote',
    method: 'POST',
    path: '/quotes/{quoteId}/decline',
    tag,
    summary: 'Note that the customer declined',
    roles: may.quote,
    params,
    body: declineSchema,
    returns,
    handle: async ({ caller, params: { quoteId }, body }, ports) => {
      const quote = await decline(ports, { company: caller.company, quoteId }, body.reason);
      return { body: quoteView(quote), version: quote.version };
    },
  }),
  route({
    id: 'acceptQuote',
    method: 'POST',
    path: '/quotes/{quoteId}/accept',
    tag,
    summary: 'Note the customer’s order, whole or in part',
    description:
      'In one write: the order, an agreement of the recurring lines, a project of hours and flat rates with a phase, and the opportunity is won (O-5).',
    roles: may.quote,
    params,
    body: acceptanceBodySchema,
    returns: { json: orderViewSchema, status: 201 },
    handle: async ({ caller, params: { quoteId }, body }, ports) => {
      const address = { company: caller.company, quoteId, by: caller.subject };
      const order = await accept(ports, address, body);
      const headers = { location: `/orders/${order.orderId}` };
      return { body: orderView(order), version: order.version, headers };
    },
  }),
];
