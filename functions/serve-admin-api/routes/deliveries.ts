import * as z from 'zod';
import { deliveryIdSchema } from '../../../domain/records/record-parts.ts';
import { listDeliveries } from '../../shared/store/deliveries.ts';
import { requireDelivery } from '../deliveries/keep-delivery.ts';
import { readDeliveryBody } from '../deliveries/read-body.ts';
import { searchPeriod } from '../deliveries/search-period.ts';
import { may, route } from '../define-route.ts';
import {
  attemptViewSchema,
  deliveryResultSchema,
  deliveryView,
  deliveryViewSchema,
} from '../views/delivery-view.ts';
import { exampleIds } from '../views/example-ids.ts';
import { deliveryFilterShape } from '../views/replay-view.ts';

const tag = 'Deliveries';
export const deliveryParams = z.object({
  deliveryId: deliveryIdSchema.meta({ example: exampleIds.delivery }),
});

export const deliveryRoutes = [
  route({
    id: 'listDeliveries',
    method: 'GET',
    path: '/deliveries',
    tag,
    summary: 'Search what was received and what became of it, the newest first',
    description:
      'Without `from` of the 31 days before `to`; parked ones however old. A page may be short or empty and still go on.',
    roles: may.read,
    query: z.object(deliveryFilterShape),
    returns: { page: deliveryViewSchema },
    handle: async ({ caller, query: { connection, ...filters }, page }, { store, now }) => {
      const filter = {
        company: caller.company,
        connectionId: connection,
        ...filters,
        ...searchPeriod(filters, now()),
      };
      const found = await listDeliveries(store, filter, page);
      return { items: found.items.map(deliveryView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getDelivery',
    method: 'GET',
    path: '/deliveries/{deliveryId}',
    tag,
    summary: 'Get a delivery and what became of each change in it',
    roles: may.read,
    params: deliveryParams,
    returns: { json: deliveryViewSchema },
    handle: async ({ caller, params: { deliveryId } }, ports) => {
      const delivery = await requireDelivery(ports, caller.company, deliveryId);
      return { body: deliveryView(delivery), version: delivery.version };
    },
  }),
  route({
    id: 'getDeliveryBody',
    method: 'GET',
    path: '/deliveries/{deliveryId}/body',
    tag,
    summary: 'Get the bytes as they were received',
    description: 'With `Digest` over the whole body. More than 4 MB are read in parts by `Range`.',
    roles: may.seePayloads,
    params: deliveryParams,
    returns: { file: 'application/octet-stream' },
    handle: async ({ caller, params: { deliveryId }, headers }, ports) =>
      readDeliveryBody(ports, await requireDelivery(ports, caller.company, deliveryId), headers.range),
  }),
  route({
    id: 'getDeliveryResult',
    method: 'GET',
    path: '/deliveries/{deliveryId}/result',
    tag,
    summary: 'What became of it, and what it would become now',
    roles: may.seePayloads,
    params: deliveryParams,
    returns: { json: deliveryResultSchema },
    handle: async ({ caller, params: { deliveryId } }, ports) => {
      const delivery = await requireDelivery(ports, caller.company, deliveryId);
      const { changes: now, notShown } = await ports.preview(delivery);
      return { body: { deliveryId, state: delivery.state, stored: delivery.changes, now, notShown } };
    },
  }),
  route({
    id: 'listDeliveryAttempts',
    method: 'GET',
    path: '/deliveries/{deliveryId}/attempts',
    tag,
    summary: 'Every try to settle it, the first one first',
    roles: may.read,
    params: deliveryParams,
    returns: { json: z.object({ items: z.array(attemptViewSchema) }).meta({ id: 'Attempts' }) },
    handle: async ({ caller, params: { deliveryId } }, ports) => {
      const delivery = await requireDelivery(ports, caller.company, deliveryId);
      return { body: { items: delivery.attempts }, version: delivery.version };
    },
  }),
];
