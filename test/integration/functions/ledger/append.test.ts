import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import { NO_HASH, hashEntry } from '../../../../domain/ledger/hashes.ts';
import { reduceLedger } from '../../../../domain/ledger/reduce-ledger.ts';
import { appendToLedger } from '../../../../functions/shared/store/ledger/append.ts';
import type { Ledger } from '../../../../functions/shared/store/ledger/ledger.ts';
import {
  chainHeads,
  exportEntries,
  listByStatus,
  listMonth,
} from '../../../../functions/shared/store/ledger/lists.ts';
import { keepPayload, readPayload } from '../../../../functions/shared/store/ledger/payloads.ts';
import { keyHistory, readLedgerState } from '../../../../functions/shared/store/ledger/read.ts';
import { sha256 } from '../../../../functions/shared/store/ledger/sha256.ts';
import { aLedger } from '../../../support/ledger/a-ledger.ts';
import {
  absent,
  at,
  confirmed,
  parked,
  planned,
  released,
  sending,
  unknown,
} from '../../../support/ledger/events.ts';

let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => void ({ ledger, close } = await aLedger()));
afterAll(() => close());

let company = 'company-0';
beforeEach(() => void (company = `company-${Number(company.slice(8)) + 1}`));

const nowOf = (minutes: number) => Date.parse(at(minutes));
const append = (
  key: string,
  before: LedgerState | undefined,
  events: [LedgerEvent, ...LedgerEvent[]],
  minutes = 0,
) => appendToLedger(ledger, { company, key, before, events, actor: 'run-1', now: nowOf(minutes) });

async function appended(
  key: string,
  before: LedgerState | undefined,
  ...events: [LedgerEvent, ...LedgerEvent[]]
) {
  const end = await append(key, before, events);
  if (end.outcome !== 'appended') throw new Error(end.outcome);
  return end.state;
}

const entriesOf = async () => (await exportEntries(ledger, company, { limit: 1_000 })).items;

it('keeps state and entries of a key together, one or several at a time', async () => {
  const sent = await appended('order/ord_0001', undefined, planned(), sending(1));
  await appended('order/ord_0001', sent, confirmed(1));
  const state = await readLedgerState(ledger, company, 'order/ord_0001');
  expect(state).toMatchObject({ status: 'confirmed', externalId: 'so-1', keySequence: 3, fence: 1 });
  const history = await keyHistory(ledger, company, 'order/ord_0001');
  expect(history.map(({ event, keySequence }) => [keySequence, event.type])).toEqual([
    [1, 'planned'],
    [2, 'sending'],
    [3, 'confirmed'],
  ]);
});

it('lets one of two writers that read the same state append; the other is told (H6)', async () => {
  const before = await appended('order/ord_0001', undefined, planned());
  const ends = await Promise.all([1, 2, 3, 4].map(() => append('order/ord_0001', before, [sending(1)])));
  expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'changed', 'changed', 'changed']);
});

it('begins a key once, however many begin it', async () => {
  const ends = await Promise.all([1, 2, 3].map(() => append('order/ord_0001', undefined, [planned()])));
  expect(ends.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
  expect(await entriesOf()).toHaveLength(1);
});

it('refuses what cannot follow, and writes nothing', async () => {
  const before = await appended('order/ord_0001', undefined, planned(), sending(1), unknown(1));
  expect(await append('order/ord_0001', before, [absent(1, at(11))])).toEqual({
    outcome: 'refused',
    reason: expect.stringContaining('proves nothing'),
  });
  expect(await entriesOf()).toHaveLength(3);
});

it('chains all entries of all keys without a gap, though many are written at once (A1)', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `order/ord_${String(index).padStart(4, '0')}`);
  await Promise.all(names.map((key) => appended(key, undefined, planned(), parked)));
  const entries = await entriesOf();
  expect(entries).toHaveLength(80);
  const ends = new Map<string, { sequence: number; hash: string }>();
  for (const { hash, ...entry } of entries) {
    const before = ends.get(entry.chain) ?? { sequence: 0, hash: NO_HASH };
    expect([entry.sequence, entry.previousHash]).toEqual([before.sequence + 1, before.hash]);
    expect(hashEntry(entry, sha256)).toBe(hash);
    ends.set(entry.chain, { sequence: entry.sequence, hash });
  }
  expect(await chainHeads(ledger, company)).toMatchObject(Object.fromEntries(ends));
});

it('has the state that its entries come to (A2)', async () => {
  const doubted = await appended('order/ord_0001', undefined, planned(), sending(1), unknown(1), parked);
  const stored = await appended('order/ord_0001', doubted, released, absent(1));
  let replayed: LedgerState | undefined;
  for (const entry of await keyHistory(ledger, company, 'order/ord_0001')) {
    const reduction = reduceLedger(replayed, entry);
    if ('refused' in reduction) throw new Error(reduction.refused);
    replayed = reduction.state;
  }
  expect(JSON.parse(JSON.stringify(replayed))).toEqual(JSON.parse(JSON.stringify(stored)));
  expect(await readLedgerState(ledger, company, 'order/ord_0001')).toEqual(replayed);
});

it('never dates an entry before the one in front of it, whatever a clock says', async () => {
  const first = await append('order/ord_0001', undefined, [planned()], 10);
  if (first.outcome !== 'appended') throw new Error(first.outcome);
  await append('order/ord_0001', first.state, [parked], 5);
  expect((await entriesOf()).map((entry) => entry.at)).toEqual([at(10), at(10)]);
});

it('lists keys by state, what is due first', async () => {
  await appended('order/ord_0001', undefined, planned(), sending(1), unknown(1, at(20)));
  await appended('order/ord_0002', undefined, planned(), sending(1), unknown(1, at(12)));
  await appended('order/ord_0003', undefined, planned(), sending(1));
  await appended('order/ord_0004', undefined, planned(), parked);
  const listed = await listByStatus(ledger, { company, status: 'unknown' }, { limit: 10 });
  expect(listed.items.map(({ key }) => key)).toEqual(['order/ord_0002', 'order/ord_0001']);
});

it('pages through a month, and through everything', async () => {
  for (const index of [1, 2, 3, 4, 5]) await append(`order/ord_000${index}`, undefined, [planned()], 0);
  await append('order/ord_0006', undefined, [planned()], 24 * 60);
  const keysOf = async (list: (cursor?: string) => ReturnType<typeof exportEntries>) => {
    const keys: string[] = [];
    for (let cursor: string | undefined, rounds = 0; rounds === 0 || cursor !== undefined; rounds += 1) {
      const page = await list(cursor);
      keys.push(...page.items.map(({ key }) => key.slice(-1)));
      cursor = page.cursor;
    }
    return keys.sort().join('');
  };
  const page = (cursor?: string) => ({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
  expect(await keysOf((cursor) => exportEntries(ledger, company, page(cursor)))).toBe('123456');
  expect(await keysOf((cursor) => listMonth(ledger, { company, month: '2026-01' }, page(cursor)))).toBe(
    '12345',
  );
  expect(await keysOf((cursor) => listMonth(ledger, { company, month: '2026-02' }, page(cursor)))).toBe('6');
});

it('keeps the entries and keys of companies apart (S1)', async () => {
  await appended('order/ord_0001', undefined, planned());
  expect((await exportEntries(ledger, 'somebody-else', { limit: 10 })).items).toEqual([]);
  expect(await readLedgerState(ledger, 'somebody-else', 'order/ord_0001')).toBeUndefined();
});

it('keeps payloads of any size under their hash', async () => {
  const noise = Array.from({ length: 30_000 }, (_, index) => sha256(String(index))).join('');
  for (const text of ['{}', noise]) {
    const address = { company, hash: sha256(text) };
    await keepPayload(ledger, { ...address, text });
    await keepPayload(ledger, { ...address, text });
    expect(await readPayload(ledger, address)).toBe(text);
  }
  expect(await readPayload(ledger, { company, hash: 'f'.repeat(64) })).toBeUndefined();
});

it('holds a plan of 5,000 units', async () => {
  const units = Array.from({ length: 5_000 }, (_, index) => ({
    unit: `ord_0001/${sha256(String(index)).slice(0, 24)}`,
    net: `${index}.00`,
  }));
  await appended('order/ord_0001', undefined, planned({ units }));
  const [entry] = await keyHistory(ledger, company, 'order/ord_0001');
  expect(entry?.event).toMatchObject({ units });
});
