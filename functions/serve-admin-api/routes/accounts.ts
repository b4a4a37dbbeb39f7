import * as z from 'zod';
import { accountIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getAccount } from '../../shared/store/accounts.ts';
import { findAccounts } from '../accounts/find-accounts.ts';
import { changeAccount, openAccount, removeAccount } from '../accounts/keep-account.ts';
import { mergeAccount } from '../accounts/merge-account.ts';
import { may, route } from '../define-route.ts';
import { textParameter } from '../parameters.ts';
import {
  accountChangeSchema,
  accountView,
  accountViewSchema,
  newAccountSchema,
} from '../views/account-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Accounts';
const params = z.object({ accountId: accountIdSchema.meta({ example: exampleIds.account }) });
const returns = { json: accountViewSchema };

export const accountRoutes = [
  route({
    id: 'listAccounts',
    method: 'GET',
    path: '/accounts',
    tag,
    summary: 'List accounts by name',
    roles: may.read,
    query: z.object({
      name: textParameter.meta({ description: 'Part of the name.', example: 'muster' }),
      text: textParameter.meta({
        description: 'Part of name, e-mail address or website.',
        example: 'muster',
      }),
      vatId: textParameter.meta({ description: 'Blanks and case do not matter.', example: 'ATU12345675' }),
      debtorNumber: textParameter.meta({
        description: 'Number of a linked debtor, present or former.',
        example: '10000',
      }),
    }),
    returns: { page: accountViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await findAccounts(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(accountView), cursor: found.cursor };
    },
  }),
  route({
    id: 'createAccount',
    method: 'POST',
    path: '/accounts',
    tag,
    summary: 'Create an account',
    roles: may.sell,
    body: newAccountSchema,
    returns: { json: accountViewSchema, status: 201 },
    handle: async ({ caller, body }, ports) => {
      const account = await openAccount(ports, caller.company, body);
      const headers = { location: `/accounts/${account.accountId}` };
      return { body: accountView(account), version: account.version, headers };
    },
  }),
  route({
    id: 'getAccount',
    method: 'GET',
    path: '/accounts/{accountId}',
    tag,
    summary: 'Get an account',
    roles: may.read,
    params,
    returns,
    handle: async ({ caller, params: { accountId } }, { store }) => {
      const account = await getAccount(store, caller.company, accountId);
      if (!account) throw notFound(`account ${accountId}`);
      return { body: accountView(account), version: account.version };
    },
  }),
  route({
    id: 'changeAccount',
    method: 'PATCH',
    path: '/accounts/{accountId}',
    tag,
    summary: 'Change an account',
    description: 'Fields led by the ERP are on its debtors and cannot be changed here (D-1).',
    roles: may.sell,
    params,
    body: accountChangeSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { accountId }, body, expectedVersion }, ports) => {
      const account = await changeAccount(
        ports,
        { company: caller.company, accountId, expectedVersion },
        body,
      );
      return { body: accountView(account), version: account.version };
    },
  }),
  route({
    id: 'deleteAccount',
    method: 'DELETE',
    path: '/accounts/{accountId}',
    tag,
    summary: 'Delete an account',
    description: 'Only while no debtor and no contact belongs to it.',
    roles: may.sell,
    params,
    changesVersion: true,
    returns: { nothing: true },
    handle: async ({ caller, params: { accountId }, expectedVersion }, ports) => {
      await removeAccount(ports, { company: caller.company, accountId, expectedVersion });
      return undefined;
    },
  }),
  route({
    id: 'mergeAccount',
    method: 'POST',
    path: '/accounts/{accountId}/merge',
    tag,
    summary: 'Merge an account into another',
    description:
      'Debtors and contacts follow to the survivor (D-6); the merged account stays as a signpost. May be repeated when it was interrupted.',
    roles: may.sell,
    params,
    body: z
      .strictObject({ into: accountIdSchema })
      .meta({ id: 'AccountMerge', example: { into: exampleIds.otherAccount } }),
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { accountId }, body, expectedVersion }, ports) => {
      const merge = { company: caller.company, accountId, expectedVersion, into: body.into };
      const survivor = await mergeAccount(ports, merge, caller.subject);
      return { body: accountView(survivor), version: survivor.version };
    },
  }),
];
