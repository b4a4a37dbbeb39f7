import { evidenceSchema, type Evidence } from '../../../domain/records/coupling.ts';
import { batchWrite, type TableWrite } from './batch-write.ts';
import { keyOf, textOf, type Item } from './items.ts';
import { keys, matchPartition } from './keys.ts';
import { ConditionFailedError } from './refusals.ts';
import type { Store } from './store.ts';

/** What a debtor or account can be found by; `version` is the record's, so that an old event never undoes a newer one. */
export interface MatchKeysOf {
  readonly company: string;
  readonly ownerId: string;
  readonly version: number;
  readonly matchKeys: readonly Evidence[];
}

/** Makes exactly these the keys of their owner, and answers which it had before. */
export async function replaceMatchKeys(store: Store, owned: MatchKeysOf): Promise<Evidence[]> {
  const before = await claim(store, owned);
  if (!before) return [];
  const gone = before.filter((old) => !owned.matchKeys.some((key) => isSame(key, old)));
  await batchWrite(store, [
    ...owned.matchKeys.map(
      (key): TableWrite => ({
        table: store.crossReferences,
        request: { PutRequest: { Item: keyItem(owned, key) } },
      }),
    ),
    ...gone.map(
      (key): TableWrite => ({
        table: store.crossReferences,
        request: { DeleteRequest: { Key: keyItem(owned, key) } },
      }),
    ),
  ]);
  return before;
}

/** Lists the keys with their owner and answers which it had before; undefined where a newer version was listed already. */
async function claim(
  store: Store,
  { company, ownerId, version, matchKeys }: MatchKeysOf,
): Promise<Evidence[] | undefined> {
  try {
    const { Attributes } = await store.tables('PutItem', {
      TableName: store.crossReferences,
      Item: {
        ...keyOf(keys.matchKeysOf(company, ownerId)),
        version: { N: String(version) },
        matchKeys: { S: JSON.stringify(matchKeys) },
      },
      ConditionExpression: 'attribute_not_exists(pk) OR version <= :version',
      ExpressionAttributeValues: { ':version': { N: String(version) } },
      ReturnValues: 'ALL_OLD',
    });
    return Attributes ? evidenceSchema.array().parse(JSON.parse(textOf(Attributes, 'matchKeys'))) : [];
  } catch (error) {
    if (error instanceof ConditionFailedError) return undefined;
    throw error;
  }
}

const keyItem = ({ company, ownerId }: MatchKeysOf, match: Evidence): Item =>
  keyOf(keys.matchKey(company, match, ownerId));

const isSame = (a: Evidence, b: Evidence): boolean => a.kind === b.kind && a.value === b.value;

/** More owners of one key than this are no evidence for any of them. */
const MOST_OWNERS = 25;

export type OwnerKind = 'acc_' | 'deb_';

/** The accounts or debtors that share a key. */
export async function findOwners(
  store: Store,
  { company, kind }: { readonly company: string; readonly kind: OwnerKind },
  match: Evidence,
): Promise<string[]> {
  const answer = await store.tables('Query', {
    TableName: store.crossReferences,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
    ExpressionAttributeValues: { ':pk': { S: matchPartition(company, match) }, ':kind': { S: kind } },
    Limit: MOST_OWNERS,
  });
  return (answer.Items ?? []).map((item) => textOf(item, 'sk'));
}
