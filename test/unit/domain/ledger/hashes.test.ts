import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../domain/ledger/canonical-json.ts';
import { chainNames, chainOf, hashEntry, hashPayload, NO_HASH } from '../../../../domain/ledger/hashes.ts';
import { REFERENCE_LENGTH, referenceOf } from '../../../../domain/ledger/reference.ts';
import { sha256 } from '../../../../functions/shared/store/ledger/sha256.ts';
import { at, planned } from '../../../support/ledger/events.ts';

describe('canonical JSON', () => {
  it('sorts names, leaves blanks and missing members out, and keeps texts as they are', () => {
    const value = { b: [1, null, true], a: { z: 'ä "1"\n', y: undefined }, 'a-b': '' };
    expect(canonicalJson(value)).toBe('{"a":{"z":"ä \\"1\\"\\n"},"a-b":"","b":[1,null,true]}');
  });

  it('does not depend on the order of writing', () => {
    expect(canonicalJson({ a: 1, b: { c: 2, d: 3 } })).toBe(canonicalJson({ b: { d: 3, c: 2 }, a: 1 }));
  });

  it.each([0.1, Number.NaN, Infinity, -0, 2 ** 53])('refuses the number %d: amounts are texts', (value) => {
    expect(() => canonicalJson({ value })).toThrow('no canonical JSON');
  });

  it('refuses what is no value', () => {
    expect(() => canonicalJson({ value: () => 1 })).toThrow('function');
  });
});

describe('a reference', () => {
  it('is short, and the same whoever computes it', () => {
    const reference = referenceOf('acme', 'order/ord_0001', sha256);
    expect(reference).toMatch(/^OS-[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(reference).toHaveLength(REFERENCE_LENGTH);
    expect(REFERENCE_LENGTH).toBeLessThanOrEqual(35);
    expect(reference).toBe('OS-F9YM9FRQV0WWRZZQJQNVRQCMK5');
  });

  it('differs between companies and keys', () => {
    const references = ['acme', 'acme2'].flatMap((company) =>
      ['order/ord_0001', 'order/ord_0002', 'debtor/ord_0001'].map((key) => referenceOf(company, key, sha256)),
    );
    expect(new Set(references).size).toBe(6);
  });
});

it('spreads keys over sixteen chains', () => {
  const used = new Set(Array.from({ length: 500 }, (_, index) => chainOf(`order/ord_${index}`, sha256)));
  expect([...used].sort()).toEqual(chainNames);
  expect(chainNames).toHaveLength(16);
});

it('hashes an entry with all that it holds, but its own hash', () => {
  const entry = {
    ...{ company: 'acme', chain: 'c00', sequence: 1, previousHash: NO_HASH, key: 'order/ord_0001' },
    ...{ keySequence: 1, at: at(0), actor: 'run-1', event: planned() },
  };
  const hash = hashEntry(entry, sha256);
  expect(hashEntry({ ...entry, hash: 'f'.repeat(64) } as typeof entry, sha256)).toBe(hash);
  const others = [{ actor: 'run-2' }, { sequence: 2 }, { event: planned({ net: '100.01' }) }, { at: at(1) }];
  for (const other of others) expect(hashEntry({ ...entry, ...other }, sha256)).not.toBe(hash);
});

it('hashes equal payloads equally, whatever the order of their members', () => {
  expect(hashPayload({ a: '1', b: '2' }, sha256)).toBe(hashPayload({ b: '2', a: '1' }, sha256));
  expect(hashPayload({ a: '1' }, sha256)).not.toBe(hashPayload({ a: '1.0' }, sha256));
});
