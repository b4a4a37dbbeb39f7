import * as z from 'zod';
import { listParked } from '../../shared/store/deliveries.ts';
import { may, route } from '../define-route.ts';
import { storeFilter } from '../deliveries/choose-parked.ts';
import { discardParked, releaseParked } from '../deliveries/settle-parked.ts';
import { deliveryView, deliveryViewSchema } from '../views/delivery-view.ts';
import {
  discardParkedSchema,
  parkedFilterShape,
  parkedResultSchema,
  releaseParkedSchema,
} from '../views/parked-view.ts';

const tag = 'Deliveries';
const description =
  'A page at a time: go on with `cursor` until there is none, even where a page did nothing. With `preview` nothing is changed.';

/** What waits for a person: one by one, or all of a kind. */
export const parkedRoutes = [
  route({
    id: 'listParked',
    method: 'GET',
    path: '/parked',
    tag,
    summary: 'List deliveries that wait for a person, the newest first',
    roles: may.read,
    query: z.object(parkedFilterShape),
    returns: { page: deliveryViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listParked(store, storeFilter(caller.company, query), page);
      return { items: found.items.map(deliveryView), cursor: found.cursor };
    },
  }),
  route({
    id: 'releaseParked',
    method: 'POST',
    path: '/parked/release',
    tag,
    summary: 'Try all parked deliveries of a filter again, with the mapping of today',
    description: `${description} They are queued, and stay parked until they were tried; repeating it has no second effect.`,
    roles: may.settleDeliveries,
    body: releaseParkedSchema,
    returns: { json: parkedResultSchema },
    handle: async ({ caller: { company, subject }, body: request }, ports) => ({
      body: await releaseParked(ports, { company, request }, subject),
    }),
  }),
  route({
    id: 'discardParked',
    method: 'POST',
    path: '/parked/discard',
    tag,
    summary: 'Decide that all parked deliveries of a filter shall have no effect',
    description: `${description} Each becomes \`ignored\` with the reason and stays findable.`,
    roles: may.settleDeliveries,
    body: discardParkedSchema,
    returns: { json: parkedResultSchema },
    handle: async ({ caller: { company, subject: by }, body: { reason, ...request } }, ports) => ({
      body: await discardParked(ports, { company, request }, { by, reason }),
    }),
  }),
];
