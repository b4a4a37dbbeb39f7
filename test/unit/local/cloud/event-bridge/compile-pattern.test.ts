import { describe, expect, it } from 'vitest';
import {
  compilePattern,
  InvalidPatternError,
} from '../../../../../local/cloud/event-bridge/pattern/compile-pattern.ts';

const event = {
  source: 'crm',
  'detail-type': 'customer.updated',
  detail: {
    state: 'running',
    amount: 150.5,
    n: null,
    empty: '',
    none: [],
    ip: '10.0.0.17',
    ip6: '2001:db8::17',
    tags: ['a', 'b'],
    nested: { deep: { x: 1 } },
    lines: [
      { sku: 'A-1', q: 2 },
      { sku: 'B-2', q: 9 },
    ],
    file: 'data/x.PNG',
    star: 'a*b',
    flag: true,
  },
};

const detail = (fields: object): object => ({ detail: fields });

const MATCHING: [rule: string, pattern: object][] = [
  ['an equal text', { source: ['crm'] }],
  ['one of several texts', { source: ['erp', 'crm'], 'detail-type': [{ prefix: 'customer.' }] }],
  ['a prefix in any case', { 'detail-type': [{ prefix: { 'equals-ignore-case': 'CUSTOMER.' } }] }],
  ['a suffix', { 'detail-type': [{ suffix: '.updated' }] }],
  ['a suffix in any case', detail({ file: [{ suffix: { 'equals-ignore-case': '.png' } }] })],
  ['a text in any case', { 'detail-type': [{ 'equals-ignore-case': 'CUSTOMER.UPDATED' }] }],
  ['a number within a range', detail({ amount: [{ numeric: ['>', 100, '<=', 200] }] })],
  ['an equal number by comparison', detail({ amount: [{ numeric: ['=', 150.5] }] })],
  ['an equal number', detail({ amount: [150.5] })],
  ['a boolean', detail({ flag: [true] })],
  ['null', detail({ n: [null] })],
  ['an empty text', detail({ empty: [''] })],
  ['a field that exists as null', detail({ n: [{ exists: true }] })],
  ['a field that is absent', detail({ zzz: [{ exists: false }] })],
  ['a deep field that is absent', detail({ nested: { deep: { y: [{ exists: false }] } } })],
  ['an object is no value that exists', detail({ nested: [{ exists: false }] })],
  ['an empty list has no value that exists', detail({ none: [{ exists: false }] })],
  ['absent under an absent object', detail({ zzz: { y: [{ exists: false }] } })],
  ['absent or equal', detail({ state: [{ exists: false }, 'running'] })],
  ['one element of a list', detail({ tags: ['b', 'z'] })],
  ['an element that is not excluded', detail({ tags: [{ 'anything-but': 'a' }] })],
  ['a field of one object in a list', detail({ lines: { sku: ['B-2'], q: [{ numeric: ['>', 5] }] } })],
  ['anything but another text', detail({ state: [{ 'anything-but': 'stopped' }] })],
  ['anything but numbers', detail({ amount: [{ 'anything-but': [1, 2] }] })],
  ['anything but a prefix', detail({ state: [{ 'anything-but': { prefix: 'init' } }] })],
  ['anything but several prefixes', detail({ state: [{ 'anything-but': { prefix: ['init', 'stop'] } }] })],
  ['anything but a suffix', detail({ state: [{ 'anything-but': { suffix: 'ed' } }] })],
  [
    'anything but a text in any case',
    detail({ state: [{ 'anything-but': { 'equals-ignore-case': ['STOPPED'] } }] }),
  ],
  ['anything but a wildcard', detail({ file: [{ 'anything-but': { wildcard: '*/lib/*' } }] })],
  ['an address in a range', detail({ ip: [{ cidr: '10.0.0.0/24' }] })],
  ['an IPv6 address in a range', detail({ ip6: [{ cidr: '2001:db8::/32' }] })],
  ['a wildcard', detail({ file: [{ wildcard: 'data/*.PNG' }] })],
  ['a wildcard over nothing', detail({ state: [{ wildcard: 'running*' }] })],
  ['a star that is meant', detail({ star: [{ wildcard: 'a\\*b' }] })],
  [
    'one of several patterns',
    detail({ $or: [{ state: ['stopped'] }, { amount: [{ numeric: ['>', 100] }] }] }),
  ],
  ['alternatives on top', { $or: [{ source: ['erp'] }, { 'detail-type': ['customer.updated'] }] }],
];

const OTHERS: [rule: string, pattern: object][] = [
  ['another text', { source: ['erp'] }],
  ['one of two fields that differs', { source: ['crm'], 'detail-type': ['customer.deleted'] }],
  ['a number that is too small', detail({ amount: [{ numeric: ['<', 1] }] })],
  ['a text compared as a number', detail({ state: [{ numeric: ['>', 0] }] })],
  ['the text of a number', detail({ amount: ['150.5'] })],
  ['a field that exists', detail({ state: [{ exists: false }] })],
  ['a field that is absent', detail({ zzz: [{ exists: true }] })],
  ['an object as a value', detail({ nested: [{ exists: true }] })],
  ['anything but, of an absent field', detail({ zzz: [{ 'anything-but': 'a' }] })],
  ['anything but the very text', detail({ state: [{ 'anything-but': ['running', 'x'] }] })],
  ['anything but one of the prefixes', detail({ state: [{ 'anything-but': { prefix: ['x', 'run'] } }] })],
  ['fields of different objects in a list', detail({ lines: { sku: ['A-1'], q: [9] } })],
  ['an address outside', detail({ ip: [{ cidr: '10.0.1.0/24' }] })],
  ['a text that is no address', detail({ state: [{ cidr: '10.0.0.0/8' }] })],
  ['null for an absent field', detail({ zzz: [null] })],
  ['a wildcard whose ends would overlap', detail({ state: [{ wildcard: 'runnin*nning' }] })],
  ['none of several patterns', detail({ $or: [{ state: ['stopped'] }, { amount: [1] }] })],
  ['a property of the prototype', detail({ constructor: [{ exists: true }] })],
];

describe('event patterns match', () => {
  it.each(MATCHING)('%s', (_rule, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(true);
  });
});

describe('event patterns do not match', () => {
  it.each(OTHERS)('%s', (_rule, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(false);
  });
});

describe('event patterns are refused', () => {
  it.each<[string, unknown]>([
    ['without any field', {}],
    ['with a bare value instead of a list', { source: 'crm' }],
    ['with an empty list', { source: [] }],
    ['with an unknown operator', { source: [{ like: 'x' }] }],
    ['with two operators in one entry', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['with half a comparison', { a: [{ numeric: ['>'] }] }],
    ['with a range that is none', { a: [{ cidr: '10.0.0.0/99' }] }],
    ['with stars in a row', { a: [{ wildcard: 'a**b' }] }],
    ['with a single alternative', { $or: [{ a: ['b'] }] }],
    ['with a negated comparison', { a: [{ 'anything-but': { numeric: ['>', 1] } }] }],
  ])('%s', (_rule, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidPatternError);
  });

  it('with the place of the mistake', () => {
    expect(() => compilePattern({ detail: { a: ['x', { prefix: 1 }] } })).toThrow('$.detail.a[1]');
  });
});
