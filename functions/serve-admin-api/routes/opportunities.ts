import * as z from 'zod';
import { opportunityStageSchema } from '../../../domain/records/opportunity.ts';
import { accountIdSchema, opportunityIdSchema } from '../../../domain/records/record-parts.ts';
import { listOpportunities } from '../../shared/store/opportunities.ts';
import { may, route } from '../define-route.ts';
import {
  editOpportunity,
  openOpportunity,
  removeOpportunity,
  requireOpportunity,
} from '../opportunities/keep-opportunity.ts';
import { readPipeline } from '../opportunities/read-pipeline.ts';
import { textParameter } from '../parameters.ts';
import { exampleIds } from '../views/example-ids.ts';
import {
  newOpportunitySchema,
  opportunityChangeSchema,
  opportunityView,
  opportunityViewSchema,
  pipelineViewSchema,
} from '../views/opportunity-view.ts';

const tag = 'Opportunities';
const params = z.object({ opportunityId: opportunityIdSchema.meta({ example: exampleIds.opportunity }) });
const returns = { json: opportunityViewSchema };

const filters = {
  accountId: accountIdSchema
    .optional()
    .meta({ description: 'Of this account and those merged into it.', example: exampleIds.account }),
  owner: textParameter.meta({ description: 'Exactly this owner.', example: 'ada' }),
};

export const opportunityRoutes = [
  route({
    id: 'listOpportunities',
    method: 'GET',
    path: '/opportunities',
    tag,
    summary: 'List opportunities stage by stage, the next expected first',
    roles: may.read,
    query: z.object({
      stage: opportunityStageSchema.optional().meta({ example: 'negotiated' }),
      ...filters,
      text: textParameter.meta({ description: 'Part of the title.', example: 'office' }),
    }),
    returns: { page: opportunityViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listOpportunities(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(opportunityView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getPipeline',
    method: 'GET',
    path: '/pipeline',
    tag,
    summary: 'What the open opportunities come to, weighted by probability',
    description: 'Per currency and stage (O-1); amounts of different currencies are never added.',
    roles: may.read,
    query: z.object(filters),
    returns: { json: pipelineViewSchema },
    handle: async ({ caller, query }, { store }) => {
      const pipelines = await readPipeline(store, { company: caller.company, ...query });
      const currencies = pipelines.map((each) => ({ ...each, stages: [...each.stages] }));
      return { body: { currencies } };
    },
  }),
  route({
    id: 'createOpportunity',
    method: 'POST',
    path: '/opportunities',
    tag,
    summary: 'Create an opportunity at an account',
    roles: may.quote,
    body: newOpportunitySchema,
    returns: { json: opportunityViewSchema, status: 201 },
    handle: async ({ caller, body }, ports) => {
      const opportunity = await openOpportunity(ports, caller.company, body);
      const headers = { location: `/opportunities/${opportunity.opportunityId}` };
      return { body: opportunityView(opportunity), version: opportunity.version, headers };
    },
  }),
  route({
    id: 'getOpportunity',
    method: 'GET',
    path: '/opportunities/{opportunityId}',
    tag,
    summary: 'Get an opportunity',
    roles: may.read,
    params,
    returns,
    handle: async ({ caller, params: { opportunityId } }, ports) => {
      const opportunity = await requireOpportunity(ports, caller.company, opportunityId);
      return { body: opportunityView(opportunity), version: opportunity.version };
    },
  }),
  route({
    id: 'changeOpportunity',
    method: 'PATCH',
    path: '/opportunities/{opportunityId}',
    tag,
    summary: 'Change an opportunity or its stage',
    description:
      'A lost one needs a reason and can be reopened; a won one stays won (O-1). Accepting its quote wins it by itself.',
    roles: may.quote,
    params,
    body: opportunityChangeSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { opportunityId }, body, expectedVersion }, ports) => {
      const address = { company: caller.company, opportunityId, expectedVersion };
      const opportunity = await editOpportunity(ports, address, body);
      return { body: opportunityView(opportunity), version: opportunity.version };
    },
  }),
  route({
    id: 'deleteOpportunity',
    method: 'DELETE',
    path: '/opportunities/{opportunityId}',
    tag,
    summary: 'Delete an opportunity from which no quote was made',
    roles: may.quote,
    params,
    changesVersion: true,
    returns: { nothing: true },
    handle: async ({ caller, params: { opportunityId }, expectedVersion }, ports) => {
      await removeOpportunity(ports, { company: caller.company, opportunityId, expectedVersion });
      return undefined;
    },
  }),
];
