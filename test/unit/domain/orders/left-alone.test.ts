import { describe, expect, it } from 'vitest';
import type { LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import { isLeftAlone, isOpenTooLong, sweepName } from '../../../../domain/orders/left-alone.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-03-15T12:00:00Z');
const at = (minutes: number): string => new Date(NOON + minutes * MINUTE).toISOString();
const order = { orderId: `ord_${'0'.repeat(36)}`, handOverAttempt: 99, updatedAt: at(0) };

const aState = (fields: Partial<LedgerState> = {}): LedgerState => ({
  ...{ company: 'acme', key: 'order/ord_first', status: 'planned', keySequence: 1, changedAt: at(0) },
  ...{ revision: 1, payloadHash: '0'.repeat(64), reference: 'OS-1', connectionId: 'bc', unitCount: 1 },
  ...{ fence: 0, attempts: 0 },
  ...fields,
});

describe('an order under way', () => {
  it('is left alone when nothing happened to it for a quarter of an hour', () => {
    expect(isLeftAlone(order, undefined, NOON + 15 * MINUTE)).toBe(false);
    expect(isLeftAlone(order, undefined, NOON + 15 * MINUTE + 1)).toBe(true);
  });

  it.each(['changedAt', 'sendBefore', 'quietUntil', 'waitUntil'] as const)(
    'is not before its %s',
    (moment) => {
      const known = aState({ [moment]: at(60) });
      expect(isLeftAlone(order, known, NOON + 75 * MINUTE)).toBe(false);
      expect(isLeftAlone(order, known, NOON + 75 * MINUTE + 1)).toBe(true);
    },
  );
});

it('an order that nothing happened to for two hours is one that a person should know of', () => {
  expect(isOpenTooLong(order, NOON + 120 * MINUTE)).toBe(false);
  expect(isOpenTooLong(order, NOON + 120 * MINUTE + 1)).toBe(true);
});

describe('the run that a sweep starts', () => {
  it('is one for the same standstill, however often it is swept within some hours', () => {
    const names = [20, 25, 300].map((minutes) => sweepName(order, aState(), NOON + minutes * MINUTE));
    expect(new Set(names).size).toBe(1);
  });

  it.each([
    ['it moved on since', sweepName({ ...order, updatedAt: at(1) }, aState(), NOON)],
    ['it was released again', sweepName({ ...order, handOverAttempt: 100 }, aState(), NOON)],
    ['the other run must be gone', sweepName(order, aState(), NOON + 360 * MINUTE)],
  ])('is another one when %s', (_, name) => {
    expect(name).not.toBe(sweepName(order, aState(), NOON));
  });

  it('has a name that a state machine takes', () => {
    expect(sweepName(order, aState(), NOON)).toMatch(/^[\w-]{1,80}$/);
  });
});
