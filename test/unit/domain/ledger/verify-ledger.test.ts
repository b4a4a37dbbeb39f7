import { describe, expect, it } from 'vitest';
import { chainOf, hashEntry } from '../../../../domain/ledger/hashes.ts';
import type { LedgerEntry, LedgerEvent } from '../../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import { emptyChain, nextEntries, type ChainHead } from '../../../../domain/ledger/next-entries.ts';
import { verifyLedger, type VerifyOptions } from '../../../../domain/ledger/verify-ledger.ts';
import { sha256 } from '../../../../functions/shared/store/ledger/sha256.ts';
import {
  at,
  confirmed,
  parked,
  planned,
  rejected,
  sending,
  unknown,
} from '../../../support/ledger/events.ts';

type Story = readonly [key: string, ...events: LedgerEvent[]];

function journal(...stories: Story[]): LedgerEntry[] {
  const heads = new Map<string, ChainHead>();
  return stories.flatMap(([key, ...events], index) => {
    let before: LedgerState | undefined;
    return events.flatMap((event) => {
      const append = {
        company: 'acme',
        key,
        before,
        events: [event] as const,
        actor: 'run',
        now: Date.parse(at(index * 60 * 24)),
      };
      const chain = chainOf(key, sha256);
      const next = nextEntries(append, heads.get(chain) ?? emptyChain, sha256);
      if ('refused' in next) throw new Error(next.refused);
      heads.set(chain, next.head);
      before = next.state;
      return next.entries;
    });
  });
}

const plan = (unit: string, net: string) => planned({ units: [{ unit, net }], net });
const confirmedAs = (externalId: string): LedgerEvent => ({ ...confirmed(1), externalId });
const verify = (entries: readonly unknown[], options: Partial<VerifyOptions> = {}) =>
  verifyLedger(entries, { sha256, ...options });
const codes = async (entries: readonly unknown[], options: Partial<VerifyOptions> = {}) =>
  (await verify(entries, options)).findings.map(({ code }) => code);

describe('the books of a month', () => {
  const entries = journal(
    ['order/ord_0001', plan('a', '100.00'), sending(1), confirmedAs('so-1')],
    ['order/ord_0002', plan('b', '50.50'), sending(1), confirmedAs('so-2')],
    ['order/ord_0003', plan('c', '7.00'), sending(1), unknown(1)],
    ['order/ord_0004', plan('d', '8.00'), parked],
    ['order/ord_0005', plan('e', '9.00'), sending(1), rejected(1)],
  );

  it('account for every unit: in the ERP, or with its reason', async () => {
    const { findings, totals, unconfirmed } = await verify(entries);
    expect(findings).toEqual([]);
    expect(totals).toEqual([
      { month: '2026-01', currency: 'EUR', status: 'confirmed', handOvers: 1, units: 1, net: '100' },
      { month: '2026-02', currency: 'EUR', status: 'confirmed', handOvers: 1, units: 1, net: '50.5' },
      { month: '2026-02', currency: 'EUR', status: 'parked', handOvers: 1, units: 1, net: '8' },
      { month: '2026-02', currency: 'EUR', status: 'rejected', handOvers: 1, units: 1, net: '9' },
      { month: '2026-02', currency: 'EUR', status: 'unknown', handOvers: 1, units: 1, net: '7' },
    ]);
    expect(unconfirmed.map(({ key, reason }) => [key.slice(-1), reason])).toEqual([
      ['3', 'No answer within 30 s.'],
      ['4', 'It differs.'],
      ['5', 'The customer is blocked.'],
    ]);
  });

  it('can be asked for alone; the proof still covers everything', async () => {
    const { totals, entries: count } = await verify(entries, { month: '2026-01' });
    expect(totals.map(({ month }) => month)).toEqual(['2026-01']);
    expect(count).toBe(entries.length);
  });
});

it('finds a unit that two hand-overs brought into the ERP, or still may', async () => {
  const first: Story = ['order/ord_0001', plan('a', '1.00'), sending(1), confirmedAs('so-1')];
  expect(
    await codes(journal(first, ['order/ord_0002', plan('a', '1.00'), sending(1), confirmedAs('so-2')])),
  ).toEqual(['unit-twice']);
  expect(
    await codes(journal(first, ['order/ord_0002', plan('a', '1.00'), sending(1), unknown(1), parked])),
  ).toEqual(['unit-twice']);
  expect(await codes(journal(first, ['order/ord_0002', plan('a', '1.00'), sending(1), rejected(1)]))).toEqual(
    [],
  );
});

it('finds a document that stands for two orders; accounts may share a debtor', async () => {
  const same = (kind: string, unit: string): Story => [
    `${kind}_${unit}`,
    plan(unit, '1.00'),
    sending(1),
    confirmedAs('so-1'),
  ];
  expect(await codes(journal(same('order/ord', 'a'), same('order/ord', 'b')))).toEqual(['document-twice']);
  expect(await codes(journal(same('debtor/acc', 'a'), same('debtor/acc', 'b')))).toEqual([]);
});

it('finds units that do not come to the net of their hand-over', async () => {
  expect(await codes(journal(['order/ord_0001', planned({ net: '100.01' })]))).toEqual(['units-differ']);
});

it('finds what the reducer never accepts, though every hash was forged to fit', async () => {
  const [first, second] = journal(['order/ord_0001', planned(), sending(1)]) as [LedgerEntry, LedgerEntry];
  const event = confirmed(1);
  const forged = { ...second, event };
  const entries = [first, { ...forged, hash: hashEntry(forged, sha256) }];
  expect(await codes(entries)).toEqual(['impossible']);
});

it('finds a rewritten journal by a single entry known from elsewhere', async () => {
  const known = journal(['order/ord_0001', planned()])[0] as LedgerEntry;
  const rewritten = journal([
    'order/ord_0001',
    planned({ net: '1.00', units: [{ unit: 'a', net: '1.00' }] }),
  ]);
  const anchors = [{ chain: known.chain, sequence: 1, hash: known.hash }];
  expect(await codes(rewritten)).toEqual([]);
  expect(await codes(rewritten, { anchors })).toEqual(['not-anchored']);
  expect(await codes([], { anchors })).toEqual(['cut-off']);
});

it('takes the entries of one company only', async () => {
  const entries = journal(['order/ord_0001', planned()], ['order/ord_0002', planned()]);
  const foreign = entries.map((entry, index) => ({ ...entry, company: index === 0 ? 'acme' : 'other' }));
  expect(await codes(foreign)).toContain('other-company');
});

it('takes entries from a stream as they come', async () => {
  async function* stream() {
    for (const entry of journal(['order/ord_0001', planned()])) yield await Promise.resolve(entry);
  }
  expect(await verifyLedger(stream(), { sha256 })).toMatchObject({ entries: 1, findings: [] });
});
