import * as z from 'zod';
import { accountIdSchema, debtorIdSchema } from '../../../domain/records/record-parts.ts';
import { listDebtors } from '../../shared/store/debtors.ts';
import { mergeDebtor, requireDebtor } from '../debtors/merge-debtor.ts';
import { may, route } from '../define-route.ts';
import { connectionParameter, flagParameter, textParameter } from '../parameters.ts';
import { debtorMergeBodySchema, debtorView, debtorViewSchema } from '../views/debtor-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Debtors';
const params = z.object({ debtorId: debtorIdSchema.meta({ example: exampleIds.debtor }) });

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
        description: 'The exact number, present or former; that of a merged debtor finds its survivor (D-6).',
        example: '10000',
      }),
      blocked: flagParameter.meta({
        description: 'Blocked in the ERP at whatever level (D-4).',
        example: 'true',
      }),
      linked: flagParameter.meta({ description: 'Linked to an account (D-2).', example: 'false' }),
      deleted: flagParameter.meta({
        description: 'Deleted or merged in the ERP; not listed otherwise.',
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
    params,
    returns: { json: debtorViewSchema },
    handle: async ({ caller, params: { debtorId } }, { store }) => {
      const debtor = await requireDebtor(store, caller.company, debtorId);
      return { body: debtorView(debtor), version: debtor.version };
    },
  }),
  route({
    id: 'mergeDebtor',
    method: 'POST',
    path: '/debtors/{debtorId}/merge',
    tag,
    summary: 'Say that the ERP merged a debtor into another',
    description:
      'For ERPs that do not tell (D-6). Link, documents and old numbers are found at the survivor from then on; where both are linked to different accounts, a coupling waits for a person. Null takes it back, except what was linked meanwhile.',
    roles: may.couple,
    params,
    body: debtorMergeBodySchema,
    changesVersion: true,
    returns: { json: debtorViewSchema },
    handle: async ({ caller, params: { debtorId }, body, expectedVersion }, ports) => {
      const merge = { company: caller.company, debtorId, expectedVersion, decidedBy: caller.subject };
      const debtor = await mergeDebtor(ports, merge, body.into);
      return { body: debtorView(debtor), version: debtor.version };
    },
  }),
];
