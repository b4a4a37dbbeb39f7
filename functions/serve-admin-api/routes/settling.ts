import { chooseDeliveries } from '../deliveries/choose-deliveries.ts';
import { discardDelivery, releaseDelivery } from '../deliveries/keep-delivery.ts';
import { replayDeliveries } from '../deliveries/replay-deliveries.ts';
import { may, route } from '../define-route.ts';
import { reasonSchema } from '../views/coupling-view.ts';
import { deliveryView, deliveryViewSchema } from '../views/delivery-view.ts';
import { replayResultSchema, replaySchema } from '../views/replay-view.ts';
import { deliveryParams } from './deliveries.ts';

const tag = 'Deliveries';

/** What people do about single deliveries. */
export const settlingRoutes = [
  route({
    id: 'releaseDelivery',
    method: 'POST',
    path: '/deliveries/{deliveryId}/release',
    tag,
    summary: 'Try a parked delivery again, with the mapping of today',
    description: 'It is queued; read the delivery to see what became of it.',
    roles: may.settleDeliveries,
    params: deliveryParams,
    changesVersion: true,
    returns: { json: deliveryViewSchema, status: 202 },
    handle: async ({ caller, params: { deliveryId }, expectedVersion }, ports) => {
      const { company, subject: by } = caller;
      const delivery = await releaseDelivery(ports, { company, deliveryId, expectedVersion, by });
      return { body: deliveryView(delivery), version: delivery.version };
    },
  }),
  route({
    id: 'discardDelivery',
    method: 'POST',
    path: '/deliveries/{deliveryId}/discard',
    tag,
    summary: 'Decide that a parked delivery shall have no effect',
    roles: may.settleDeliveries,
    params: deliveryParams,
    body: reasonSchema,
    changesVersion: true,
    returns: { json: deliveryViewSchema },
    handle: async ({ caller, params: { deliveryId }, body, expectedVersion }, ports) => {
      const { company, subject: by } = caller;
      const address = { company, deliveryId, expectedVersion, by };
      const delivery = await discardDelivery(ports, address, body.reason);
      return { body: deliveryView(delivery), version: delivery.version };
    },
  }),
  route({
    id: 'replayDeliveries',
    method: 'POST',
    path: '/deliveries/replay',
    tag,
    summary: 'Run stored deliveries again, or tell what would happen',
    description:
      'What is already applied changes nothing. A preview shows outcome and differing fields per change.',
    roles: may.settleDeliveries,
    body: replaySchema,
    returns: { json: replayResultSchema },
    handle: async ({ caller, body }, ports) => {
      const { company, subject: by } = caller;
      const { deliveryIds, cursor } = await chooseDeliveries(ports, company, body);
      const replay = { company, deliveryIds, preview: body.preview, by };
      return { body: { items: await replayDeliveries(ports, replay), cursor } };
    },
  }),
];
