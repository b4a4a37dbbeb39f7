import * as z from 'zod';
import { orderStateSchema } from '../../../domain/records/order.ts';
import { accountIdSchema, orderIdSchema } from '../../../domain/records/record-parts.ts';
import { listOrders, OPEN_HAND_OVERS } from '../../shared/store/orders.ts';
import { may, route } from '../define-route.ts';
import { cancel } from '../orders/cancel-order.ts';
import { handOver, release } from '../orders/hand-over.ts';
import { readHandOver, requireOrder } from '../orders/read-order.ts';
import { textParameter } from '../parameters.ts';
import { reasonSchema } from '../views/coupling-view.ts';
import { exampleIds } from '../views/example-ids.ts';
import { ledgerStateView } from '../views/ledger-view.ts';
import {
  orderRowView,
  orderRowViewSchema,
  orderView,
  orderViewSchema,
  releaseBodySchema,
} from '../views/order-view.ts';

const tag = 'Orders';
const params = z.object({ orderId: orderIdSchema.meta({ example: exampleIds.order }) });
const returns = { json: orderViewSchema };

export const orderRoutes = [
  route({
    id: 'listOrders',
    method: 'GET',
    path: '/orders',
    tag,
    summary: 'List orders: by state, of an account the latest first',
    roles: may.read,
    query: z.object({
      state: z
        .enum([...orderStateSchema.options, 'open'])
        .optional()
        .meta({ description: '`open` are those on their way to the ERP.', example: 'parked' }),
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'Of this account and those merged into it.', example: exampleIds.account }),
      orderNumber: textParameter.meta({
        description: 'The exact number, or our reference in the ERP.',
        example: 'O-2026-00017',
      }),
    }),
    returns: { page: orderRowViewSchema },
    handle: async ({ caller, query: { state, ...query }, page }, { store }) => {
      const states = state === 'open' ? OPEN_HAND_OVERS : state && [state];
      const found = await listOrders(store, { company: caller.company, states, ...query }, page);
      return { items: found.items.map(orderRowView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getOrder',
    method: 'GET',
    path: '/orders/{orderId}',
    tag,
    summary: 'Get an order with its lines and how its hand-over stands',
    roles: may.read,
    params,
    returns,
    handle: async ({ caller, params: { orderId } }, ports) => {
      const order = await requireOrder(ports, { company: caller.company, orderId });
      const { order: ofOrder, debtor } = await readHandOver(ports, order);
      const handOver = {
        ...(ofOrder && { order: ledgerStateView(ofOrder) }),
        ...(debtor && { debtor: ledgerStateView(debtor) }),
      };
      return { body: { ...orderView(order), handOver }, version: order.version };
    },
  }),
  route({
    id: 'handOverOrder',
    method: 'POST',
    path: '/orders/{orderId}/hand-over',
    tag,
    summary: 'Hand the order over to the ERP; without one, make its invoice',
    description:
      'Answers at once; the order says how it goes on. However often it is pressed, there is one order in the ERP (O-8).',
    roles: may.quote,
    params,
    returns: { json: orderViewSchema, status: 202 },
    handle: async ({ caller, params: { orderId } }, ports) => {
      const order = await handOver(ports, { company: caller.company, orderId, by: caller.subject });
      return { body: orderView(order), version: order.version };
    },
  }),
  route({
    id: 'releaseOrder',
    method: 'POST',
    path: '/orders/{orderId}/release',
    tag,
    summary: 'Let a parked order go on after its reason was mended',
    roles: may.release,
    params,
    body: releaseBodySchema,
    returns: { json: orderViewSchema, status: 202 },
    handle: async ({ caller, params: { orderId }, body }, ports) => {
      const order = await release(ports, { company: caller.company, orderId, by: caller.subject }, body);
      return { body: orderView(order), version: order.version };
    },
  }),
  route({
    id: 'cancelOrder',
    method: 'POST',
    path: '/orders/{orderId}/cancel',
    tag,
    summary: 'Cancel an order before anything of it may be in the ERP',
    description: 'Afterwards it is cancelled in the ERP, and its word comes back (O-9).',
    roles: may.quote,
    params,
    body: reasonSchema,
    returns,
    handle: async ({ caller, params: { orderId }, body: { reason } }, ports) => {
      const cancelling = { company: caller.company, orderId, by: caller.subject, reason };
      const order = await cancel(ports, cancelling);
      return { body: orderView(order), version: order.version };
    },
  }),
];
