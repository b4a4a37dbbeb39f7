import { describe, expect, it } from 'vitest';
import {
  settleAgain,
  settleFirst,
  type ReceivedDelivery,
  type SettledPart,
} from '../../../../domain/deliveries/settle-delivery.ts';
import type { ChangeOutcome, FinalState } from '../../../../domain/records/delivery.ts';

const received = (entities: ReceivedDelivery['entities'] = ['debtor']): ReceivedDelivery => ({
  deliveryId: '0190163d-8694-739b-aea5-966c26f8a000',
  ...{
    company: 'acme',
    connectionId: 'acme-erp',
    channel: 'webhook',
    entities,
    headers: {},
    sha256: '',
    size: 0,
  },
  receivedAt: '2026-02-01T08:00:00.000Z',
});

const outcome = (
  state: FinalState,
  externalId = 'a',
  entity: ChangeOutcome['entity'] = 'debtor',
): ChangeOutcome => ({
  ...{ entity, state, externalId },
  ...(state === 'parked' && { reason: 'It does not map.' }),
});

const part = (
  outcomes: ChangeOutcome[],
  overrides: Partial<SettledPart['attempt']> = {},
  entities: SettledPart['entities'] = ['debtor'],
): SettledPart => ({
  ...{ entities, outcomes },
  attempt: { at: '2026-02-01T08:00:01.000Z', trigger: 'delivery', ...overrides },
});

describe('the state of a delivery', () => {
  it.each<[FinalState, FinalState[]]>([
    ['parked', ['applied', 'parked', 'duplicate']],
    ['applied', ['duplicate', 'applied', 'superseded']],
    ['superseded', ['duplicate', 'superseded', 'ignored']],
    ['duplicate', ['ignored', 'duplicate']],
    ['ignored', ['ignored']],
    ['ignored', []],
  ])('is %s for %j', (state, states) => {
    const outcomes = states.map((each, index) => outcome(each, String(index)));
    expect(settleFirst(received(), part(outcomes)).state).toBe(state);
  });

  it('is received until all its entities are in, whichever comes first', () => {
    const first = settleFirst(
      received(['debtor', 'invoice']),
      part([outcome('applied', 'i', 'invoice')], {}, ['invoice']),
    );
    expect(first).toMatchObject({ state: 'received', pending: ['debtor'], settledAt: undefined });
    const second = settleAgain(first, part([outcome('duplicate')]));
    expect(second).toMatchObject({
      state: 'applied',
      pending: [],
      counts: { applied: 1, duplicate: 1 },
      version: 2,
    });
  });
});

describe('brought again', () => {
  it('by the queue, a settled one stays as it is (W1)', () => {
    const settled = settleFirst(received(), part([outcome('applied')]));
    expect(settleAgain(settled, part([outcome('superseded')]))).toBeUndefined();
  });

  it('by a release, a parked one becomes what it comes to, and every attempt is kept', () => {
    const parked = settleFirst(received(), part([outcome('parked')]));
    const released = settleAgain(parked, part([outcome('applied')], { trigger: 'release' }));
    expect(released).toMatchObject({ state: 'applied', reason: undefined, counts: { applied: 1 } });
    expect(released?.attempts.map(({ trigger, state }) => [trigger, state])).toEqual([
      ['delivery', 'parked'],
      ['release', 'applied'],
    ]);
  });

  it('by a replay, what it once brought about stays said', () => {
    const settled = settleFirst(received(), part([outcome('applied')]));
    expect(settleAgain(settled, part([outcome('duplicate')], { trigger: 'replay' }))?.state).toBe('applied');
  });

  it('by a release, what could not be read at the door learns its entities', () => {
    const parked = settleFirst(received([]), part([{ state: 'parked', reason: 'unknown topic' }], {}, []));
    const released = settleAgain(
      parked,
      part([outcome('applied')], { trigger: 'release' }, ['debtor', 'product', 'invoice']),
    );
    expect(released).toMatchObject({ state: 'applied', entities: ['debtor'], counts: { applied: 1 } });
  });
});

it('a page of thousands keeps its counts and every parked change', () => {
  const outcomes = Array.from({ length: 1_000 }, (_, index) =>
    outcome(index === 999 ? 'parked' : 'duplicate', String(index)),
  );
  const page = settleFirst(received(), part(outcomes));
  expect(page.counts).toEqual({ duplicate: 999, parked: 1 });
  expect(page.changes).toHaveLength(50);
  expect(page.changes[0]).toMatchObject({ state: 'parked', externalId: '999' });
});
