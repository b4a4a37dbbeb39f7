import { describe, expect, it } from 'vitest';
import { compareSnapshot } from '../../../../domain/comparison/compare-snapshot.ts';

const ids = (count: number, from = 0) =>
  new Set(Array.from({ length: count }, (_, index) => `p-${from + index}`));

describe('a full snapshot (P-4)', () => {
  it('names what is missing and what is lacking where it is complete', () => {
    expect(compareSnapshot(ids(10), { seen: ids(10, 1), stated: 10 })).toEqual({
      missing: ['p-0'],
      lacking: ['p-10'],
    });
  });

  it('is complete with nine tenths of what is known, and not with less', () => {
    expect(compareSnapshot(ids(10), { seen: ids(9), stated: 9 }).refusal).toBe(undefined);
    expect(compareSnapshot(ids(10), { seen: ids(8), stated: 8 }).refusal).toMatch(/less than 90 %/);
  });

  it.each([
    ['states no count', { seen: ids(10), stated: undefined }],
    ['brought less than it states', { seen: ids(9), stated: 10 }],
    ['brought more than it states', { seen: ids(10), stated: 9 }],
    ['is empty', { seen: ids(0), stated: 0 }],
  ])('is refused where it %s', (_, snapshot) => {
    expect(compareSnapshot(ids(10), snapshot).refusal).toBeDefined();
  });

  it('is complete where nothing is known yet', () => {
    expect(compareSnapshot(new Set(), { seen: ids(1), stated: 1 })).toEqual({
      missing: [],
      lacking: ['p-0'],
    });
  });
});
