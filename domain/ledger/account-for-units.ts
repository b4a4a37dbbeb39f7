import { sumOf } from '../money/decimals.ts';
import type { Find } from './finding.ts';
import type { LedgerStatus } from './ledger-state.ts';
import type { HandOverAccount } from './verify-keys.ts';

/** Hand-overs begun in one month (UTC), in one currency and state. */
export interface LedgerTotal {
  readonly month: string;
  readonly currency: string;
  readonly status: LedgerStatus;
  readonly handOvers: number;
  readonly units: number;
  readonly net: string;
}

/** What is not in the ERP, with the reason that its units carry. */
export interface Unconfirmed {
  readonly key: string;
  readonly status: LedgerStatus;
  readonly units: number;
  readonly reason: string;
}

const REASONS: Partial<Record<LedgerStatus, string>> = {
  planned: 'open',
  sending: 'on its way',
  unknown: 'nobody knows yet',
};

const isInErp = ({ state }: HandOverAccount) => state.status === 'confirmed';
const mayBecome = ({ state }: HandOverAccount): boolean =>
  state.status === 'confirmed' || state.status in REASONS || state.quietUntil !== undefined;

/** No unit is, or may still come, into the ERP twice; and no order's document stands for two orders (H1, B1). */
export function checkUnits(accounts: Iterable<HandOverAccount>, find: Find): void {
  const counting = [...accounts].filter(mayBecome);
  const units = counting.flatMap(({ state: { key }, units: each }) =>
    each.map(({ unit }) => ({ key, unit })),
  );
  forEachTwice(
    units,
    ({ unit }) => unit,
    (other, { key, unit }) => {
      find({ code: 'unit-twice', key, sentence: `The unit ${unit} is in ${other.key} and in ${key}.` });
    },
  );
  const documents = counting.flatMap(({ state: { key, connectionId, externalId } }) =>
    key.startsWith('order/') && externalId !== undefined ? [{ key, connectionId, externalId }] : [],
  );
  forEachTwice(documents, documentOf, (other, { key, connectionId, externalId }) => {
    const sentence = `${externalId} in ${connectionId} stands for ${other.key} and for ${key}.`;
    find({ code: 'document-twice', key, sentence });
  });
}

const documentOf = ({ connectionId, externalId }: { connectionId: string; externalId: string }) =>
  `${connectionId} ${externalId}`;

/** Tells of each that is the same as one before, with the last of those. */
function forEachTwice<One>(
  all: readonly One[],
  nameOf: (one: One) => string,
  tell: (other: One, one: One) => void,
): void {
  const seen = new Map<string, One>();
  for (const one of all) {
    const other = seen.get(nameOf(one));
    if (other !== undefined) tell(other, one);
    seen.set(nameOf(one), one);
  }
}

export function totalsOf(accounts: Iterable<HandOverAccount>): LedgerTotal[] {
  const groups = new Map<string, HandOverAccount[]>();
  for (const account of accounts) {
    const { currency = '', status } = account.state;
    const group = `${account.begunAt.slice(0, 7)} ${currency} ${status}`;
    const members = groups.get(group) ?? [];
    members.push(account);
    groups.set(group, members);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, members]) => totalOf(members));
}

function totalOf(members: readonly HandOverAccount[]): LedgerTotal[] {
  const [first] = members;
  if (!first) return [];
  const { currency = '', status } = first.state;
  const units = members.reduce((count, member) => count + member.units.length, 0);
  const net = sumOf(members.flatMap(({ state }) => (state.net === undefined ? [] : [state.net]))).toFixed();
  return [{ month: first.begunAt.slice(0, 7), currency, status, handOvers: members.length, units, net }];
}

export const unconfirmedOf = (accounts: readonly HandOverAccount[]): Unconfirmed[] =>
  accounts
    .filter((account) => !isInErp(account))
    .map(({ state: { key, status, reason }, units }) => ({
      ...{ key, status, units: units.length },
      reason: reason ?? REASONS[status] ?? status,
    }));
