import * as z from 'zod';
import { firstLoadIdSchema } from '../../../domain/first-load/first-load.ts';
import { connectionIdSchema } from '../../../domain/records/record-parts.ts';
import { requireConnection } from '../connections/keep-connection.ts';
import { requireFirstLoad, resumeFirstLoad, startFirstLoad } from '../connections/start-first-load.ts';
import { may, route } from '../define-route.ts';
import { exampleIds } from '../views/example-ids.ts';
import { firstLoadToStartSchema, firstLoadView, firstLoadViewSchema } from '../views/first-load-view.ts';

const tag = 'Connections';
const connectionId = connectionIdSchema.meta({ example: exampleIds.connection });
const firstLoadId = firstLoadIdSchema.meta({ example: exampleIds.delivery });
const params = z.object({ connectionId, firstLoadId });

export const firstLoadRoutes = [
  route({
    id: 'startFirstLoad',
    method: 'POST',
    path: '/connections/{connectionId}/first-loads',
    tag,
    summary: 'Read everything the ERP has, from the beginning',
    description:
      'A dry run maps and compares all of it, keeps nothing, and works on a paused connection too. The load itself takes it over and lets the catch-up go on from its start. One at a time: a second one is refused with 409.',
    roles: may.connect,
    params: z.object({ connectionId }),
    body: firstLoadToStartSchema,
    returns: { json: firstLoadViewSchema, status: 202 },
    handle: async ({ caller, params: { connectionId }, body }, ports) => {
      const load = await startFirstLoad(ports, { company: caller.company, connectionId }, body);
      const headers = { location: `/connections/${connectionId}/first-loads/${load.firstLoadId}` };
      return { body: firstLoadView(load), headers };
    },
  }),
  route({
    id: 'getFirstLoad',
    method: 'GET',
    path: '/connections/{connectionId}/first-loads/{firstLoadId}',
    tag,
    summary: 'Get how far a first load is, and at its end the counts of both sides',
    roles: may.read,
    params,
    returns: { json: firstLoadViewSchema },
    handle: async ({ caller, params }, ports) => {
      await requireConnection(ports, caller.company, params.connectionId);
      return { body: firstLoadView(await requireFirstLoad(ports, params)) };
    },
  }),
  route({
    id: 'resumeFirstLoad',
    method: 'POST',
    path: '/connections/{connectionId}/first-loads/{firstLoadId}/resume',
    tag,
    summary: 'Let a first load go on that stopped or was killed',
    description: 'It goes on after the last page that was applied.',
    roles: may.connect,
    params,
    returns: { json: firstLoadViewSchema, status: 202 },
    handle: async ({ caller, params: { connectionId, firstLoadId } }, ports) => {
      const address = { company: caller.company, connectionId };
      return { body: firstLoadView(await resumeFirstLoad(ports, address, firstLoadId)) };
    },
  }),
];
