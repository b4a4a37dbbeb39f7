import { describe, expect, it } from 'vitest';
import { compareSnapshot } from '../../../../domain/products/snapshot.ts';

const ids = (count: number, from = 0) =>
  new Set(Array.from({ length: count }, (_, index) => `p-${from + index}`));

describe('a full snapshot (P-4)', () => {
  it('names what is missing where it is complete', () => {
    expect(compareSnapshot(ids(10), { seen: ids(9), stated: 9 })).toEqual({
      complete: true,
      missing: ['p-9'],
    });
  });

  it.each([
    ['states no count', { seen: ids(10), stated: undefined }],
    ['brought less than it states', { seen: ids(9), stated: 10 }],
    ['has less than nine tenths of what is known', { seen: ids(8), stated: 8 }],
    ['is empty', { seen: ids(0), stated: 0 }],
  ])('is refused where it %s', (_, snapshot) => {
    expect(compareSnapshot(ids(10), snapshot).complete).toBe(false);
  });

  it('is complete where nothing is known yet', () => {
    expect(compareSnapshot(new Set(), { seen: ids(3), stated: 3 })).toEqual({ complete: true, missing: [] });
  });
});
