import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import type { Coupling } from '../../../domain/records/coupling.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { packBody } from './body-codec.ts';
import { couplingLayout } from './couplings.ts';
import { putOf } from './documents.ts';
import { keyOf } from './items.ts';
import { keys } from './keys.ts';
import { debtorLayout } from './mirror-layout.ts';
import { mirrorDocument } from './mirror-records.ts';
import { TransactionCancelledError } from './refusals.ts';
import { previousOf, smallDocument } from './small-records.ts';
import type { Store } from './store.ts';

/**
 * `coupling` carries its new state and version. `debtor` is as it was read: its version guards the write. The account of
 * a confirmed coupling becomes the debtor's; any other state leaves the debtor without one.
 */
export interface LinkDecision {
  readonly coupling: Coupling;
  readonly debtor: DebtorRecord;
  readonly at: string;
}

/**
 * Changes the link of a debtor in one transaction: the coupling, both directions of the cross-reference and the debtor's own
 * `accountId`. A debtor never has two accounts (D-2), and an account deleted in between refuses the link.
 */
export async function linkDebtor(store: Store, decision: LinkDecision): Promise<DebtorRecord> {
  const linked = withAccount(decision);
  try {
    await store.tables('TransactWriteItems', {
      ClientRequestToken: randomUUID(),
      TransactItems: writesFor(store, decision, linked),
    });
  } catch (error) {
    if (!(error instanceof TransactionCancelledError)) throw error;
    throw new ConcurrentChangeError(
      'The debtor, its coupling or the account changed meanwhile; read them and repeat.',
      {
        cause: error,
      },
    );
  }
  return linked;
}

const withAccount = ({ coupling, debtor, at }: LinkDecision): DebtorRecord => ({
  ...debtor,
  version: debtor.version + 1,
  updatedAt: at,
  accountId: coupling.state === 'confirmed' ? coupling.accountId : undefined,
});

function writesFor(
  store: Store,
  { coupling, debtor }: LinkDecision,
  linked: DebtorRecord,
): TransactWriteItem[] {
  const { company, recordId, accountId: former } = debtor;
  const body = { body: packBody(linked) };
  return [
    { Put: putOf(store, smallDocument(couplingLayout, coupling), previousOf(coupling)) },
    { Put: putOf(store, mirrorDocument(debtorLayout, linked, body), debtor.version) },
    ...(former !== undefined && former !== linked.accountId
      ? [dropReverse(store, { company, recordId, former })]
      : []),
    ...(linked.accountId === undefined ? dropLink(store, debtor) : addLink(store, linked, linked.accountId)),
  ];
}

const addLink = (
  store: Store,
  { company, recordId }: DebtorRecord,
  accountId: string,
): TransactWriteItem[] => [
  {
    ConditionCheck: {
      TableName: store.crm,
      Key: keyOf(keys.record(company, accountId)),
      ConditionExpression: 'attribute_exists(pk)',
    },
  },
  {
    Put: {
      TableName: store.crossReferences,
      Item: { ...keyOf(keys.link(company, recordId)), accountId: { S: accountId } },
    },
  },
  { Put: { TableName: store.crossReferences, Item: keyOf(keys.linkedDebtor(company, accountId, recordId)) } },
];

const dropLink = (store: Store, { company, recordId, accountId }: DebtorRecord): TransactWriteItem[] =>
  accountId === undefined
    ? []
    : [{ Delete: { TableName: store.crossReferences, Key: keyOf(keys.link(company, recordId)) } }];

const dropReverse = (
  store: Store,
  { company, recordId, former }: { company: string; recordId: string; former: string },
): TransactWriteItem => ({
  Delete: { TableName: store.crossReferences, Key: keyOf(keys.linkedDebtor(company, former, recordId)) },
});
