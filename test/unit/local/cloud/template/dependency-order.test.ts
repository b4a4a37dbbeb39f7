import { describe, expect, it } from 'vitest';
import { dependencyOrder } from '../../../../../local/cloud/template/dependency-order.ts';

const order = (needs: Record<string, string[]>) =>
  dependencyOrder(
    Object.keys(needs),
    (name) => name,
    (name) => needs[name] ?? [],
  );

describe('dependency order', () => {
  it('puts every item after those it needs and keeps the given order otherwise', () => {
    expect(order({ a: ['c'], b: [], c: ['b'], d: [] })).toEqual(['b', 'c', 'a', 'd']);
  });

  it('ignores a need that is not among the items', () => {
    expect(order({ a: ['elsewhere'] })).toEqual(['a']);
  });

  it('names the circle it cannot order', () => {
    expect(() => order({ a: ['b'], b: ['c'], c: ['a'] })).toThrow('a → b → c → a');
  });
});
