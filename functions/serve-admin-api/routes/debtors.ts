import * as z from 'zod';
import { accountIdSchema, debtorIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getDebtor, listDebtors } from '../../shared/store/debtors.ts';
import { may, route } from '../define-route.ts';
import { connectionParameter, flagParameter, textParameter } from '../parameters.ts';
import { debtorView, debtorViewSchema } from '../views/debtor-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Debtors';

export const debtorRoutes = [
  route({
    id: 'listDebtors',
    method: 'GET',
    path: '/debtors',
    tag,
    summary: 'List debtors by name',
    roles: may.read,
    query: z.object({
      text: textParameter.meta({
        description: 'Part of name, number, VAT id or e-mail address.',
        example: 'muster',
      }),
      number: textParameter.meta({
        description: 'The exact number, present or former (D-6).',
        example: '10000',
      }),
      blocked: flagParameter.meta({
        description: 'Blocked in the ERP at whatever level (D-4).',
        example: 'true',
      }),
      linked: flagParameter.meta({ description: 'Linked to an account (D-2).', example: 'false' }),
      deleted: flagParameter.meta({
        description: 'Deleted in the ERP; not listed otherwise.',
        example: 'true',
      }),
      connection: connectionParameter,
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'Linked to this account.', example: exampleIds.account }),
    }),
    returns: { page: debtorViewSchema },
    handle: async ({ caller, query: { connection, ...filters }, page }, { store }) => {
      const found = await listDebtors(
        store,
        { company: caller.company, connectionId: connection, ...filters },
        page,
      );
      return { items: found.items.map(debtorView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getDebtor',
    method: 'GET',
    path: '/debtors/{debtorId}',
    tag,
    summary: 'Get a debtor',
    description: 'The ERP leads its fields (D-1): absent was never sent, null is empty in the ERP.',
    roles: may.read,
    params: z.object({ debtorId: debtorIdSchema.meta({ example: exampleIds.debtor }) }),
    returns: { json: debtorViewSchema },
    handle: async ({ caller, params: { debtorId } }, { store }) => {
      const debtor = await getDebtor(store, caller.company, debtorId);
      if (!debtor) throw notFound(`debtor ${debtorId}`);
      return { body: debtorView(debtor), version: debtor.version };
    },
  }),
];
