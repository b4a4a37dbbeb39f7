import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../../../domain/ledger/ledger-event.ts';
import { verifyLedger } from '../../../../domain/ledger/verify-ledger.ts';
import { sha256 } from '../../../../functions/shared/store/ledger/sha256.ts';
import { anyJournal, type Journal } from '../../../support/ledger/a-journal.ts';

const verify = (entries: readonly unknown[], { anchors }: Pick<Journal, 'anchors'>) =>
  verifyLedger(entries, { sha256, anchors });

const copyOf = (entries: readonly LedgerEntry[]): LedgerEntry[] =>
  JSON.parse(JSON.stringify(entries)) as LedgerEntry[];

it('finds nothing in a journal as it was written, in whatever order the chains come', async () => {
  await fc.assert(
    fc.asyncProperty(anyJournal, async (journal) => {
      const chains = [...Map.groupBy(journal.entries, ({ chain }) => chain).values()].reverse().flat();
      for (const entries of [journal.entries, chains]) {
        const { findings, totals } = await verify(copyOf(entries), journal);
        expect(findings).toEqual([]);
        const keys = new Set(entries.map(({ key }) => key));
        expect(totals.reduce((count, { handOvers }) => count + handOvers, 0)).toBe(keys.size);
      }
    }),
    { numRuns: 300 },
  );
});

/** Every value anywhere in a JSON text, with what it could be forged to. */
function forge(value: unknown, pick: (limit: number) => number): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [{ unit: 'forged' }] : replaceAt(value, pick);
  if (typeof value === 'object' && value !== null) return replaceIn(value as Record<string, unknown>, pick);
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  const index = pick(text.length + 1);
  const digit = text[index] === '7' ? '8' : '7';
  return text.slice(0, index) + digit + text.slice(index + 1);
}

const replaceAt = (values: readonly unknown[], pick: (limit: number) => number): unknown[] => {
  const index = pick(values.length);
  return values.map((value, at) => (at === index ? forge(value, pick) : value));
};

function replaceIn(
  values: Record<string, unknown>,
  pick: (limit: number) => number,
): Record<string, unknown> {
  const names = Object.keys(values);
  const name = names[pick(names.length)] ?? '';
  return { ...values, [name]: forge(values[name], pick) };
}

type Corruption = (entries: LedgerEntry[], index: number, pick: (limit: number) => number) => unknown[];

const corruptions: Record<string, Corruption> = {
  changed: (entries, index, pick) => entries.map((entry, at) => (at === index ? forge(entry, pick) : entry)),
  removed: (entries, index) => entries.toSpliced(index, 1),
  doubled: (entries, index) => entries.toSpliced(index, 0, entries[index] as LedgerEntry),
  'cut off from there': (entries, index) => entries.slice(0, index),
  'replaced by rubbish': (entries, index) =>
    entries.toSpliced(index, 1, { chain: 'c00' } as unknown as LedgerEntry),
  'moved to its chain’s end': (entries, index) => {
    const [entry] = entries.slice(index, index + 1);
    const others = entries.toSpliced(index, 1);
    return others.some(({ chain, sequence }) => chain === entry?.chain && sequence > entry.sequence)
      ? [...others, entry]
      : entries.toSpliced(index, 1);
  },
};

it.each(Object.entries(corruptions))('finds any single entry %s', async (_, corrupt) => {
  await fc.assert(
    fc.asyncProperty(
      anyJournal.filter(({ entries }) => entries.length > 0),
      fc.nat(),
      fc.infiniteStream(fc.nat()),
      async (journal, index, chances) => {
        const pick = (limit: number) => (chances.next().value ?? 0) % limit;
        const forged = corrupt(copyOf(journal.entries), index % journal.entries.length, pick);
        expect((await verify(forged, journal)).findings).not.toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
