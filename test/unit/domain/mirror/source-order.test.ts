import { describe, expect, it } from 'vitest';
import {
  compareSourceOrder,
  compareStatedOrder,
  type SourceOrder,
} from '../../../../domain/mirror/source-order.ts';

const order = (overrides: Partial<SourceOrder> = {}): SourceOrder => ({
  at: '2026-01-31T10:00:00Z',
  hash: 'a',
  ...overrides,
});

describe('of two changes the newer one is told by', () => {
  it.each<[string, Partial<SourceOrder>, Partial<SourceOrder>]>([
    ['its version, as a number', { version: '9' }, { version: '10' }],
    ['its version before its time', { version: '1', at: '2026-02-01T00:00:00Z' }, { version: '2' }],
    ['a version beyond every number type', { version: '9'.repeat(30) }, { version: `1${'0'.repeat(30)}` }],
    ['its time where only one has a version', { version: '9' }, { at: '2026-01-31T10:00:01Z' }],
    [
      'its time where versions do not count',
      { version: 'W/"b"' },
      { version: 'W/"a"', at: '2026-01-31T10:00:01Z' },
    ],
    ['its time whatever the offset', { at: '2026-01-31T10:00:00+02:00' }, { at: '2026-01-31T09:00:00Z' }],
    [
      'nine digits of a second',
      { at: '2026-01-31T10:00:00.123456788Z' },
      { at: '2026-01-31T10:00:00.123456789Z' },
    ],
    ['a fraction over none', { at: '2026-01-31T10:00:00Z' }, { at: '2026-01-31T10:00:00.001Z' }],
    ['its sequence at the same time', { sequence: '9' }, { sequence: '10' }],
    ['a sequence of texts', { sequence: '2026-01-31T10:00:00.1Z' }, { sequence: '2026-01-31T10:00:00.2Z' }],
    ['its content at last, so that two states never tie', { hash: 'a' }, { hash: 'b' }],
  ])('%s', (_, older, newer) => {
    expect(compareSourceOrder(order(older), order(newer))).toBeLessThan(0);
    expect(compareSourceOrder(order(newer), order(older))).toBeGreaterThan(0);
  });

  it('nothing, where the source states the same', () => {
    expect(compareSourceOrder(order(), order())).toBe(0);
    expect(compareSourceOrder(order({ version: '007' }), order({ version: '7' }))).toBe(0);
    expect(
      compareSourceOrder(order({ at: '2026-01-31T10:00:00.100Z' }), order({ at: '2026-01-31T10:00:00.1Z' })),
    ).toBe(0);
    expect(compareStatedOrder(order({ hash: 'a' }), order({ hash: 'b' }))).toBe(0);
  });
});
