import { describe, expect, it } from 'vitest';
import { companyDomain } from '../../../../domain/coupling/company-domain.ts';
import { matchKeys } from '../../../../domain/coupling/match-keys.ts';
import { normaliseName } from '../../../../domain/coupling/normalise-name.ts';
import { proposeCoupling } from '../../../../domain/coupling/propose-coupling.ts';
import { normaliseVatId } from '../../../../domain/coupling/vat-id.ts';

describe('a VAT id', () => {
  it.each([
    ['ATU12345675', undefined, 'ATU12345675'],
    ['atu 123.456-75', undefined, 'ATU12345675'],
    ['U12345675', 'AT', 'ATU12345675'],
    ['123456789', 'DE', 'DE123456789'],
    ['EL123456789', 'GR', 'EL123456789'],
    ['123456789', 'GR', 'EL123456789'],
    ['CHE-123.456.789 MWST', undefined, 'CHE123456789MWST'],
    ['ATU1234567', undefined, undefined],
    ['DE000000000', undefined, undefined],
    ['n/a', 'AT', undefined],
    ['', 'AT', undefined],
    [null, 'AT', undefined],
  ])('%s of %s is %s', (text, country, expected) => {
    expect(normaliseVatId(text, country)).toBe(expected);
  });
});

describe('a name', () => {
  it.each([
    ['Pappel & Söhne GmbH', 'Pappel & Söhne Ges.m.b.H.'],
    ['PAPPEL UND SÖHNE', 'Pappel & Söhne G.m.b.H.'],
    ['Müller Bau AG', 'Muller  Bau'],
    ['Müller Bau', 'Mueller Bau'],
    ['Straßenbau Huber e.U.', 'STRASSENBAU HUBER'],
    ['Weber, Inc.', 'Weber Ltd'],
  ])('%s is %s', (one, other) => {
    expect(normaliseName(one)).toBe(normaliseName(other));
  });

  it('keeps different companies apart, and one that is all legal form as it is', () => {
    expect(normaliseName('Huber Bau')).not.toBe(normaliseName('Huber Holz'));
    expect(normaliseName('AG')).toBe('ag');
  });
});

it.each([
  ['office@pappel.at', 'pappel.at'],
  ['Office <office@Pappel.AT>', 'pappel.at'],
  ['eva@gmx.at', undefined],
  ['eva@gmail.com', undefined],
  ['no address', undefined],
  [null, undefined],
])('the company domain of %s is %s', (email, domain) => {
  expect(companyDomain(email)).toBe(domain);
});

it('a name without postal code and a short register number are no evidence', () => {
  expect(matchKeys({ name: 'Pappel', registerNumber: '12' })).toEqual([]);
  expect(
    matchKeys({ name: 'Pappel GmbH', registerNumber: 'FN 123456 a', address: { postalCode: 'A-4020' } }),
  ).toEqual([
    { kind: 'register-number', value: '123456A' },
    { kind: 'name-and-postal-code', value: 'pappel A4020' },
  ]);
});

describe('a proposal', () => {
  const debtor = {
    name: 'Pappel GmbH',
    email: 'a@pappel.at',
    registerNumber: 'FN 123456 a',
    address: { postalCode: '4020' },
  };

  it('grows with its evidence and stays below certainty without a VAT id', () => {
    const scores = [
      { accountId: 'acc_one', name: 'Other', email: 'b@pappel.at' },
      { accountId: 'acc_two', name: 'Pappel', email: 'b@pappel.at', address: { postalCode: '4020' } },
      { accountId: 'acc_three', ...debtor },
    ].map((account) => proposeCoupling(debtor, [account]).candidates[0]?.score ?? 0);
    expect(scores).toEqual([40, 76, 94]);
  });

  it('names the best first, and nobody who has nothing in common', () => {
    const { candidates, certain } = proposeCoupling(debtor, [
      { accountId: 'acc_weak', name: 'X', email: 'b@pappel.at' },
      { accountId: 'acc_none', name: 'Pappel GmbH' },
      { accountId: 'acc_best', ...debtor },
    ]);
    expect(candidates.map(({ accountId }) => accountId)).toEqual(['acc_best', 'acc_weak']);
    expect(certain).toBeUndefined();
  });
});
