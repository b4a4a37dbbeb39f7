import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange } from '../../../domain/mirror/apply-change.ts';
import type { Content, IncomingChange, MirrorState } from '../../../domain/mirror/mirror-state.ts';
import { aSourceHistory, permutationsOf, type SourceEvent } from '../../support/ingestion/source-history.ts';

interface Thing extends Content {
  readonly name?: string;
  readonly city?: string | null;
}

type State = MirrorState<Thing>;

/** Applies deliveries one after the other, as the store does: `next` replaces what is stored. */
function arriving(deliveries: readonly IncomingChange<Thing>[], start?: State): State | undefined {
  let stored = start;
  for (const delivery of deliveries) {
    const { next } = applyChange(stored, delivery);
    if (next) stored = { ...next, version: (stored?.version ?? 0) + 1 };
  }
  return stored;
}

/** What must be the same whatever the order of arrival; which delivery brought it may differ. */
const visible = (state: State | undefined) => {
  if (!state) return undefined;
  const { canonical, order, contentOrder, fieldOrders, deletedAt, formerNumbers } = state;
  return JSON.parse(
    JSON.stringify({ canonical, order, contentOrder, fieldOrders, deletedAt, formerNumbers }),
  ) as unknown;
};

const deliveriesOf = (events: readonly SourceEvent<Thing>[], payload: 'complete' | 'partial') =>
  events.map((event) => ({ ...event, payload }));

describe.each(['complete', 'partial'] as const)('%s payloads', (payload) => {
  it('converge in all orders of create, update, update, rename and delete, each also twice (D-5, D-6)', () => {
    const events: SourceEvent<Thing>[] = aSourceHistory([
      { externalId: 'a', number: '100', name: 'First', city: 'Linz' },
      payload === 'complete'
        ? { externalId: 'a', number: '100', name: 'Second', city: 'Linz' }
        : { externalId: 'a', name: 'Second' },
      payload === 'complete'
        ? { externalId: 'a', number: '100', name: 'Second', city: null }
        : { externalId: 'a', city: null },
      payload === 'complete'
        ? { externalId: 'a', number: '200', name: 'Second', city: null }
        : { externalId: 'a', number: '200' },
      undefined,
    ]);
    const deliveries = deliveriesOf(events, payload);
    const expected = visible(arriving(deliveries));

    for (const order of permutationsOf(deliveries)) {
      expect(visible(arriving(order))).toEqual(expected);
      expect(visible(arriving([...order, ...order]))).toEqual(expected);
    }
  });

  it('converge for any history, any order and any repetition (W2, W4)', () => {
    fc.assert(
      fc.property(anyDisorder(), ({ events, arrivals }) => {
        const deliveries = deliveriesOf(events, payload);
        const disorder = arrivals
          .map((index) => deliveries[index % deliveries.length])
          .filter((each) => each !== undefined);

        expect(visible(arriving([...disorder, ...deliveries]))).toEqual(visible(arriving(deliveries)));
      }),
      { numRuns: 5_000 },
    );
  });
});

it('a record mirrored by partial and complete payloads alike converges too', () => {
  fc.assert(
    fc.property(
      anyDisorder(),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      ({ events, arrivals }, kinds) => {
        const deliveries = events.map((event, index) => ({
          ...event,
          payload: kinds[index] ? ('complete' as const) : ('partial' as const),
        }));
        const disorder = arrivals
          .map((index) => deliveries[index % deliveries.length])
          .filter((each) => each !== undefined);

        expect(contentOf(arriving([...disorder, ...deliveries]))).toEqual(contentOf(arriving(deliveries)));
      },
    ),
    { numRuns: 5_000 },
  );
});

it('the newest complete payload leads, or the tombstone where the deletion is newest', () => {
  fc.assert(
    fc.property(anyDisorder(), ({ events, arrivals }) => {
      const deliveries = deliveriesOf(events, 'complete');
      const disorder = arrivals
        .map((index) => deliveries[index % deliveries.length])
        .filter((each) => each !== undefined);
      const state = arriving([...disorder, ...deliveries]);
      const last = events.at(-1);

      expect(state?.deletedAt !== undefined).toBe(last?.content === undefined);
      if (last?.content) expect(state?.canonical).toEqual(last.content);
    }),
  );
});

const contentOf = (state: State | undefined) =>
  state && {
    canonical: JSON.parse(JSON.stringify(state.canonical ?? null)) as unknown,
    deleted: state.deletedAt !== undefined,
    numbers: state.formerNumbers,
  };

function anyDisorder() {
  const content = fc.record(
    {
      externalId: fc.constant('a'),
      number: fc.constantFrom('100', '200', '300', null),
      name: fc.constantFrom('First', 'Second'),
      city: fc.constantFrom('Linz', 'Wels', null),
    },
    { requiredKeys: ['externalId'] },
  );
  const history = fc.array(fc.option(content, { nil: undefined, freq: 4 }), { minLength: 1, maxLength: 5 });
  return fc
    .record({
      history,
      step: fc.constantFrom('version', 'time', 'sequence'),
      arrivals: fc.array(fc.nat(100), { maxLength: 10 }),
    })
    .map(({ history: contents, step, arrivals }) => ({
      events: aSourceHistory<Thing>(contents, step as 'version'),
      arrivals,
    }));
}
