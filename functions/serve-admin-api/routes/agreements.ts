import * as z from 'zod';
import { accountIdSchema, agreementIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getAgreement, listAgreements } from '../../shared/store/service-agreements.ts';
import { may, route } from '../define-route.ts';
import {
  agreementRowView,
  agreementRowViewSchema,
  agreementView,
  agreementViewSchema,
} from '../views/agreement-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Service agreements';
const params = z.object({ agreementId: agreementIdSchema.meta({ example: exampleIds.agreement }) });

export const agreementRoutes = [
  route({
    id: 'listAgreements',
    method: 'GET',
    path: '/agreements',
    tag,
    summary: 'List service agreements, the newest first',
    roles: may.read,
    query: z.object({
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'Of this account and those merged into it.', example: exampleIds.account }),
    }),
    returns: { page: agreementRowViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listAgreements(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(agreementRowView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getAgreement',
    method: 'GET',
    path: '/agreements/{agreementId}',
    tag,
    summary: 'Get a service agreement with its positions',
    roles: may.read,
    params,
    returns: { json: agreementViewSchema },
    handle: async ({ caller, params: { agreementId } }, { store }) => {
      const agreement = await getAgreement(store, caller.company, agreementId);
      if (!agreement) throw notFound(`agreement ${agreementId}`);
      return { body: agreementView(agreement), version: agreement.version };
    },
  }),
];
