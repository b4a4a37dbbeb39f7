import * as z from 'zod';
import { comparedEntitySchema } from '../../../domain/comparison/comparison.ts';
import { connectionIdSchema } from '../../../domain/records/record-parts.ts';
import { startComparison } from '../connections/start-comparison.ts';
import { may, route } from '../define-route.ts';
import { exampleIds } from '../views/example-ids.ts';

const comparisonToStartSchema = z
  .strictObject({
    entity: comparedEntitySchema,
    preview: z.boolean().meta({ description: 'Only count both sides; nothing is changed.' }),
  })
  .meta({ id: 'ComparisonToStart', example: { entity: 'product', preview: true } });

export const comparisonRoutes = [
  route({
    id: 'compareConnection',
    method: 'POST',
    path: '/connections/{connectionId}/compare',
    tag: 'Connections',
    summary: 'Compare all debtors or products with the ERP',
    description:
      'For what no webhook told: records the ERP no longer lists are deleted here, those we lack are read. A list that is no full one is refused and changes nothing (P-4). Counts and outcome are in `comparisons` of the connection.',
    roles: may.connect,
    params: z.object({ connectionId: connectionIdSchema.meta({ example: exampleIds.connection }) }),
    body: comparisonToStartSchema,
    returns: {
      json: z.object({ started: z.boolean() }).meta({ id: 'ComparisonStarted', example: { started: true } }),
      status: 202,
    },
    handle: async ({ caller, params: { connectionId }, body }, ports) => {
      await startComparison(ports, caller.company, { connectionId, ...body });
      return { body: { started: true } };
    },
  }),
];
