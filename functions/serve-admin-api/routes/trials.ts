import * as z from 'zod';
import { connectionIdSchema } from '../../../domain/records/record-parts.ts';
import { requireConnection } from '../connections/keep-connection.ts';
import { may, route } from '../define-route.ts';
import { exampleIds } from '../views/example-ids.ts';
import { rehearsalAnswerSchema, rehearsalSchema } from '../views/rehearsal-view.ts';
import { trialAnswerSchema, trialRequestSchema } from '../views/trial-view.ts';

const params = z.object({ connectionId: connectionIdSchema.meta({ example: exampleIds.connection }) });

/** A body in base64 and a connector of many mappings; what does not fit a sandbox is refused there. */
const bodyLimit = 4_500_000;

export const trialRoutes = [
  route({
    id: 'tryConnection',
    method: 'POST',
    path: '/connections/{connectionId}/trials',
    tag: 'Connections',
    summary: 'See what the connection would do with a body',
    description:
      'Authenticity, announced changes, the requests that would be made, canonical records, and how they differ from what is stored. Nothing is written. Files in `connector` take the place of the shipped ones; they are evaluated where they reach neither credentials nor network. Requests name secrets, such as `{secret.apiKey}`.',
    roles: may.connect,
    params,
    body: trialRequestSchema,
    bodyLimit,
    returns: { json: trialAnswerSchema },
    handle: async ({ caller, params: { connectionId }, body }, ports) => ({
      body: await ports.tryBody(await requireConnection(ports, caller.company, connectionId), body),
    }),
  }),
  route({
    id: 'rehearseConnection',
    method: 'POST',
    path: '/connections/{connectionId}/rehearsals',
    tag: 'Connections',
    summary: 'See what a changed connector would make of stored deliveries',
    description:
      'Maps the newest stored deliveries with the shipped connector and with the changed one and lists what differs, field by field. Nothing is written. Go on with `cursor` until it is null.',
    roles: may.connect,
    params,
    body: rehearsalSchema,
    bodyLimit,
    returns: { json: rehearsalAnswerSchema },
    handle: async ({ caller, params: { connectionId }, body }, ports) => ({
      body: await ports.rehearse(await requireConnection(ports, caller.company, connectionId), body),
    }),
  }),
];
