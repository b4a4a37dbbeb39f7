import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CanonicalDebtor } from '../../../domain/canonical/debtor.ts';
import { applyChange } from '../../../domain/mirror/apply-change.ts';
import type { IncomingChange, MirrorState } from '../../../domain/mirror/mirror-state.ts';
import { aSourceHistory } from '../../support/ingestion/source-history.ts';

type State = MirrorState<CanonicalDebtor>;

function arriving(deliveries: readonly IncomingChange<CanonicalDebtor>[]): State | undefined {
  let stored: State | undefined;
  for (const delivery of deliveries) {
    const { next } = applyChange(stored, delivery);
    if (next) stored = { ...next, version: (stored?.version ?? 0) + 1 };
  }
  return stored;
}

const visible = (state: State | undefined) =>
  JSON.stringify([
    state?.canonical?.mergedInto,
    state?.canonical?.name,
    state?.deletedAt,
    state?.formerNumbers,
  ]);

const anyContent = fc.record(
  {
    externalId: fc.constant('old'),
    number: fc.constantFrom('100', '200'),
    name: fc.constantFrom('First', 'Second'),
    mergedInto: fc.constantFrom('survivor', 'other', 'old', null),
  },
  { requiredKeys: ['externalId'] },
);

const anyHistory = fc.array(fc.option(anyContent, { nil: undefined, freq: 5 }), {
  minLength: 1,
  maxLength: 5,
});

it.each(['complete', 'partial'] as const)(
  'merging, updating, renaming and deleting end alike in every order, with %s payloads (D-5, D-6)',
  (payload) => {
    const property = fc.property(anyHistory, fc.array(fc.nat(100), { maxLength: 8 }), (history, order) => {
      const deliveries = aSourceHistory<CanonicalDebtor>(history).map((event) => ({ ...event, payload }));
      const disorder = order.flatMap((index) => deliveries[index % deliveries.length] ?? []);
      expect(visible(arriving([...disorder, ...deliveries]))).toBe(visible(arriving(deliveries)));
    });
    fc.assert(property, { numRuns: 3_000 });
  },
);

it('is a tombstone exactly while the newest word names another debtor as survivor', () => {
  const property = fc.property(fc.array(anyContent, { minLength: 1, maxLength: 5 }), (history) => {
    const events = aSourceHistory<CanonicalDebtor>(history).map((event) => ({
      ...event,
      payload: 'complete' as const,
    }));
    const { mergedInto } = history.at(-1) ?? {};
    const isMerged = typeof mergedInto === 'string' && mergedInto !== 'old';
    expect(arriving(events)?.deletedAt !== undefined).toBe(isMerged);
  });
  fc.assert(property);
});
