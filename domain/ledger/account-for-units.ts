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
  const units = new Map<string, string>();
  const documents = new Map<string, string>();
  for (const account of accounts) {
    if (!mayBecome(account)) continue;
    const { key, connectionId, externalId } = account.state;
    for (const { unit } of account.units) {
      const other = units.get(unit);
      const sentence = `The unit ${unit} is in ${other ?? '?'} and in ${key}.`;
      if (other !== undefined) find({ code: 'unit-twice', key, sentence });
      units.set(unit, key);
    }
    if (!key.startsWith('order/') || externalId === undefined) continue;
    const document = `${connectionId} ${externalId}`;
    const other = documents.get(document);
    const sentence = `${externalId} in ${connectionId} stands for ${other ?? '?'} and for ${key}.`;
    if (other !== undefined) find({ code: 'document-twice', key, sentence });
    documents.set(document, key);
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
