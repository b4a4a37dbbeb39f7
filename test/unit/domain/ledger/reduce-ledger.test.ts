import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../../domain/ledger/ledger-event.ts';
import {
  ledgerStatusSchema,
  type LedgerState,
  type LedgerStatus,
} from '../../../../domain/ledger/ledger-state.ts';
import { reduceLedger } from '../../../../domain/ledger/reduce-ledger.ts';
import * as events from '../../../support/ledger/events.ts';

const { absent, at, cancelled, confirmed, notSent, parked, planned, rejected, released, sending, unknown } =
  events;

const fact = (event: LedgerEvent, minutes = 1) => ({
  company: 'acme',
  key: 'order/ord_0001',
  at: at(minutes),
  event,
});

function after(...sequence: LedgerEvent[]): LedgerState {
  let state: LedgerState | undefined;
  for (const event of sequence) {
    const reduction = reduceLedger(state, fact(event));
    if ('refused' in reduction) throw new Error(reduction.refused);
    ({ state } = reduction);
  }
  if (!state) throw new Error('no events');
  return state;
}

const refusalOf = (state: LedgerState | undefined, event: LedgerEvent): string | undefined => {
  const reduction = reduceLedger(state, fact(event, 2));
  return 'refused' in reduction ? reduction.refused : undefined;
};

/** Each state as the shortest story that leads to it; fence 1 was used wherever one was. */
const states: Record<LedgerStatus | 'parked in doubt', LedgerState> = {
  planned: after(planned(), sending(1), notSent(1)),
  sending: after(planned(), sending(1)),
  unknown: after(planned(), sending(1), unknown(1)),
  confirmed: after(planned(), sending(1), confirmed(1)),
  rejected: after(planned(), sending(1), rejected(1)),
  parked: after(planned(), sending(1), notSent(1), parked),
  'parked in doubt': after(planned(), sending(1), unknown(1), parked),
  cancelled: after(planned(), sending(1), notSent(1), cancelled),
};

/** Every event as it would have to be to follow on fence 1. */
const next: Record<string, LedgerEvent> = {
  planned: planned({ revision: 2, payloadHash: 'b'.repeat(64) }),
  sending: sending(2, { attempt: 2, lookedUpAt: at(13) }),
  'sending on': sending(2, { attempt: 2, lookedUpAt: at(13), completes: 'so-1' }),
  'not-sent': notSent(1),
  answered: confirmed(1, 'answered'),
  found: confirmed(1, 'found'),
  rejected: rejected(1),
  unknown: unknown(1),
  absent: absent(1),
  parked,
  released,
  cancelled,
};

/** What becomes of each; what is not named is refused. */
const table: Record<keyof typeof states, Record<string, LedgerStatus>> = {
  planned: {
    planned: 'planned',
    sending: 'sending',
    'sending on': 'sending',
    found: 'confirmed',
    parked: 'parked',
    cancelled: 'cancelled',
  },
  sending: { 'not-sent': 'planned', answered: 'confirmed', rejected: 'rejected', unknown: 'unknown' },
  unknown: {
    'sending on': 'sending',
    answered: 'confirmed',
    found: 'confirmed',
    absent: 'planned',
    parked: 'parked',
  },
  confirmed: {},
  rejected: { released: 'planned', cancelled: 'cancelled' },
  parked: { released: 'planned', cancelled: 'cancelled' },
  'parked in doubt': { released: 'unknown' },
  cancelled: {},
};

const combinations = Object.keys(states).flatMap((state) =>
  Object.keys(next).map((event) => ({ state: state as keyof typeof states, event })),
);

it('knows every state', () => {
  expect(new Set(Object.values(states).map(({ status }) => status))).toEqual(
    new Set(ledgerStatusSchema.options),
  );
});

it.each(combinations)('in state $state, "$event" is decided', ({ state, event }) => {
  const reduction = reduceLedger(states[state], fact(next[event] ?? parked, 14));
  const outcome = 'state' in reduction ? reduction.state.status : undefined;
  expect(outcome).toBe(table[state][event]);
});

describe('the first entry of a key', () => {
  it('is its plan, in revision 1', () => {
    expect(after(planned())).toMatchObject({
      status: 'planned',
      revision: 1,
      fence: 0,
      attempts: 0,
      keySequence: 1,
    });
    expect(refusalOf(undefined, planned({ revision: 2 }))).toContain('revision 1');
  });

  it.each(Object.entries(next).filter(([name]) => name !== 'planned'))('is never "%s"', (_, event) => {
    expect(refusalOf(undefined, event)).toContain('cannot be the first');
  });
});

describe('a stale fence', () => {
  it.each([0, 2])('neither sends nor answers (fence %i after 1)', (fence) => {
    expect(refusalOf(states.planned, sending(fence + 1, { attempt: 2 }))).toContain('fence');
    for (const event of [notSent(fence), rejected(fence), unknown(fence), confirmed(fence)])
      expect(refusalOf(states.sending, event)).toContain('stale');
    for (const event of [absent(fence), confirmed(fence, 'found')])
      expect(refusalOf(states.unknown, event)).toContain('stale');
  });
});

describe('doubt', () => {
  it('ends by absence only at or after the quiet time (H5)', () => {
    expect(refusalOf(states.unknown, absent(1, at(11.99)))).toContain('proves nothing');
    expect(refusalOf(states.unknown, absent(1, at(12)))).toBeUndefined();
  });

  it('goes on with what was begun only after the quiet time', () => {
    const begun = { attempt: 2, completes: 'so-1' };
    expect(refusalOf(states.unknown, sending(2, { ...begun, lookedUpAt: at(11) }))).toContain(
      'proves nothing',
    );
    expect(refusalOf(states.unknown, sending(2, { ...begun, lookedUpAt: at(12) }))).toBeUndefined();
  });

  it('counts its quiet time from the end of the right to send', () => {
    expect(refusalOf(states.sending, unknown(1, at(0.5)))).toContain('before the right to send');
  });

  it('outlives parking and release: what may have been accepted is not planned again', () => {
    const again = after(planned(), sending(1), unknown(1), parked, released);
    expect(again).toMatchObject({ status: 'unknown', quietUntil: at(12) });
    expect(refusalOf(again, absent(1, at(11)))).toContain('proves nothing');
  });

  it('allows no cancellation', () => {
    expect(refusalOf(states['parked in doubt'], cancelled)).toContain('cannot be cancelled');
  });
});

describe('a new revision', () => {
  it('counts by one and keeps the reference', () => {
    expect(refusalOf(states.planned, planned({ revision: 3 }))).toContain('does not follow');
    expect(refusalOf(states.planned, planned({ revision: 2, reference: 'OS-2' }))).toContain('never changes');
  });

  it('replaces all that the one before planned', () => {
    const again = after(
      planned(),
      planned({ revision: 2, payloadHash: 'b'.repeat(64), currency: undefined, net: undefined }),
    );
    expect(again).toMatchObject({ revision: 2, payloadHash: 'b'.repeat(64) });
    expect(again.net).toBeUndefined();
  });
});

it('counts attempts from the last release, fences for ever', () => {
  const again = after(planned(), sending(1), rejected(1), released);
  expect(again).toMatchObject({ attempts: 0, fence: 1 });
  expect(refusalOf(again, sending(2, { attempt: 2 }))).toContain('attempt');
  expect(refusalOf(again, sending(2, { attempt: 1 }))).toBeUndefined();
});

it('shows reason, limits and waits only while they hold', () => {
  expect(states.planned).toMatchObject({ waitUntil: at(2), reason: '429' });
  const sent = after(planned(), sending(1), notSent(1), sending(2));
  expect(sent).toMatchObject({ waitUntil: undefined, reason: undefined, sendBefore: at(1) });
  expect(states.confirmed).toMatchObject({ sendBefore: undefined, externalId: 'so-1', number: '1001' });
});
