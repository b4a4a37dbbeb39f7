import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerEntry, LedgerEvent } from '../../../../domain/ledger/ledger-event.ts';
import { anyJournal } from '../../../support/ledger/a-journal.ts';

type EventOf<Type extends LedgerEvent['type']> = Extract<LedgerEvent, { type: Type }>;

/** The accepted entries of each key, in order: whatever the reducer let through. */
const stories = ({ entries }: { entries: readonly LedgerEntry[] }): LedgerEvent[][] =>
  [...Map.groupBy(entries, ({ key }) => key).values()].map((own) => own.map(({ event }) => event));

const holds = (check: (story: readonly LedgerEvent[]) => void) =>
  fc.assert(
    fc.property(anyJournal, (journal) => stories(journal).forEach(check)),
    { numRuns: 1_000 },
  );

const isOf =
  <Type extends LedgerEvent['type']>(type: Type) =>
  (event: LedgerEvent): event is EventOf<Type> =>
    event.type === type;

it('reaches every kind of event, or the properties below would say nothing', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyJournal, ({ entries }) => {
      for (const { event } of entries) seen.add(event.type);
    }),
    { numRuns: 1_000, seed: 1 },
  );
  expect(seen.size).toBe(10);
});

it('confirms a key once, and nothing follows', () => {
  holds((story) => {
    const first = story.findIndex(isOf('confirmed'));
    if (first >= 0) expect(first).toBe(story.length - 1);
  });
});

it('sends only what was planned, with a fence higher than any before (H3, H6)', () => {
  holds((story) => {
    const fences = story.filter(isOf('sending')).map(({ fence }) => fence);
    expect(fences).toEqual(fences.map((_, index) => index + 1));
    if (fences.length > 0) expect(story[0]?.type).toBe('planned');
  });
});

it('plans another payload only where nothing is on its way or in doubt (H4)', () => {
  holds((story) => {
    let open = false;
    for (const event of story) {
      if (event.type === 'planned') expect(open).toBe(false);
      if (event.type === 'sending') open = true;
      if (event.type === 'not-sent' || event.type === 'rejected' || event.type === 'absent') open = false;
    }
  });
});

it('sends anew after a doubt only when its quiet time is over and nothing was found, or to complete what was (H5)', () => {
  holds((story) => {
    let quietUntil: string | undefined;
    for (const event of story) {
      if (event.type === 'unknown') ({ quietUntil } = event);
      if (quietUntil === undefined) continue;
      if (event.type === 'planned') expect.unreachable();
      if (event.type === 'absent' || event.type === 'sending')
        expect(event.lookedUpAt >= quietUntil).toBe(true);
      if (event.type === 'sending') expect(event.completes).toBeDefined();
      if (event.type === 'absent' || event.type === 'sending') quietUntil = undefined;
    }
  });
});

it('goes on after a stop only by the word of a person', () => {
  holds((story) => {
    story.forEach((event, index) => {
      const stops = event.type === 'parked' || event.type === 'rejected';
      const next = story[index + 1]?.type;
      if (stops && next !== undefined) expect(['released', 'cancelled']).toContain(next);
    });
  });
});
