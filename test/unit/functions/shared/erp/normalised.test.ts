import { describe, expect, it } from 'vitest';
import { normalised } from '../../../../../functions/shared/erp/mapping/normalised.ts';

const of = (value: unknown) => normalised(value, 'm.jsonata');
const deep = (depth: number): unknown => (depth === 0 ? 'x' : { a: deep(depth - 1) });

describe('what an expression yields', () => {
  it('has only what is its own: nothing inherited, no hidden and no symbol keys', () => {
    const value = Object.assign(Object.create({ inherited: 1 }) as object, { own: 'x', [Symbol('s')]: 1 });
    Object.defineProperty(value, 'hidden', { value: 'x', enumerable: false });

    expect(Object.entries(of(value) ?? {})).toEqual([['own', 'x']]);
    expect(Object.getPrototypeOf(of(value))).toBe(Object.prototype);
  });

  it('is no list with more than entries', () => {
    const list = Object.assign(['x', undefined, null], { sequence: true, keepSingleton: true });

    expect(of(list)).toEqual(['x', null]);
    expect(Object.keys(of(list) ?? {})).toEqual(['0', '1']);
  });

  it.each<[string, unknown]>([
    ['a function of JavaScript', () => 1],
    ['a function of the evaluator', { _jsonata_function: true, implementation: () => 1 }],
    ['a function of the mapping', { _jsonata_lambda: true, body: {}, environment: {} }],
    ['a function within', { list: [{ _jsonata_lambda: true }] }],
  ])('may not be %s', (_what, value) => {
    expect(() => of(value)).toThrow('the result holds a function');
  });

  it.each<[string, unknown, string]>([
    ['a symbol', Symbol('s'), 'the result holds a symbol'],
    ['a bigint', 1n, 'the result holds a bigint'],
    ['a number that is none', Number.NaN, 'was computed in floats'],
    ['a number without end', Infinity, 'was computed in floats'],
    ['the key __proto__', JSON.parse('{"a": {"__proto__": {"b": 1}}}'), 'holds the key __proto__'],
  ])('may not be %s', (_what, value, reason) => {
    expect(() => of(value)).toThrow(reason);
  });

  it('is at most 64 deep, so that a ring ends, too', () => {
    const ring: Record<string, unknown> = {};
    ring['again'] = ring;

    expect(of(deep(64))).toEqual(deep(64));
    expect(() => of(deep(65))).toThrow('nested too deeply');
    expect(() => of(ring)).toThrow('nested too deeply');
  });

  it('is not copied without end where little is shown many times', () => {
    let value: unknown = 'x';
    for (let depth = 0; depth < 60; depth += 1) value = { left: value, right: value };

    expect(() => of(value)).toThrow('holds more than 1000000 values');
  });

  it('keeps keys that only look dangerous', () => {
    const value = { constructor: 'a', prototype: 'b', toString: 'c', then: 'd', toJSON: 'e' };

    expect(of(value)).toEqual(value);
  });
});
