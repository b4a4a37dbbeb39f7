import { describe, expect, it } from 'vitest';
import { isEuMember, isKnownCountry } from '../../../../domain/vat/countries.ts';
import { ownRate, rateClassOf, supplyOf } from '../../../../domain/vat/rate-class.ts';
import { vatCountry } from '../../../../domain/vat/vat-country.ts';
import { vatIdStateOf } from '../../../../domain/vat/vat-id-state.ts';
import { RATES } from '../../../support/sales/a-sale.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

describe('countries', () => {
  it('are those of ISO 3166, Northern Ireland and the third territories', () => {
    expect(PAIRS.filter(isKnownCountry)).toHaveLength(249 + 2);
  });

  it('have a name each', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const nameless = PAIRS.filter(isKnownCountry).filter((code) => names.of(code) === undefined);
    expect(nameless).toEqual(['XI', 'XT']);
  });

  it('has 27 members of the EU, without the United Kingdom', () => {
    expect(PAIRS.filter(isEuMember)).toHaveLength(27);
    expect(['GB', 'XI', 'CH', 'NO'].some(isEuMember)).toBe(false);
  });
});

describe('the country of the VAT decision', () => {
  it.each([
    [{ country: 'AT' }, null, 'AT'],
    [{ country: 'MC' }, null, 'FR'],
    [{ country: 'GB', postalCode: 'EC1A 1BB' }, null, 'GB'],
    [{ country: 'GB', postalCode: 'bt1 5gs' }, null, 'XI'],
    [{ country: 'GB' }, 'XI123456789', 'XI'],
    [{ country: 'DE', postalCode: '78266' }, null, 'XT'],
    [{ country: 'ES', postalCode: '35001' }, null, 'XT'],
    [{ country: 'ES', postalCode: '28001' }, null, 'ES'],
    [{ country: null }, null, ''],
    [null, null, ''],
  ])('of %j with VAT id %j is %j', (address, vatId, expected) => {
    expect(vatCountry(address, vatId)).toBe(expected);
  });
});

describe('the state of a VAT id', () => {
  it.each([
    ['ATU13585627', 'AT'],
    ['DE136695976', 'DE'],
    ['BE0411905847', 'BE'],
    ['FR83404833048', 'FR'],
    ['IT00743110157', 'IT'],
    ['LU15027442', 'LU'],
    ['PL8567346215', 'PL'],
    ['CHE-109.322.551 MWST', 'CH'],
    ['FI20774740', 'FI'],
    ['DK13585628', 'DK'],
    ['HR33392005961', 'HR'],
    ['PT501964843', 'PT'],
  ])('%s is valid, and invalid with any other last digit', (vatId, country) => {
    expect(vatIdStateOf(vatId, country)).toBe('valid');
    const digit = vatId.search(/\d(?=\D*$)/);
    for (let step = 1; step < 10; step += 1) {
      const other = String((Number(vatId[digit]) + step) % 10);
      const wrong = vatId.slice(0, digit) + other + vatId.slice(digit + 1);
      expect(vatIdStateOf(wrong, country), wrong).toBe('invalid');
    }
  });

  it.each([
    ['', 'DE', 'missing'],
    [null, 'DE', 'missing'],
    ['  ', 'DE', 'missing'],
    ['136 695 976', 'DE', 'valid'],
    ['DE12', 'DE', 'invalid'],
    ['DE136695976', 'FR', 'unchecked'],
    ['DE136695976', 'US', 'unchecked'],
    ['12-3456789', 'US', 'missing'],
    ['EL123456783', 'GR', 'valid'],
    ['GB980780684', 'XI', 'invalid'],
    ['XI980780684', 'XI', 'valid'],
  ])('%j in %s is %s', (vatId, country, expected) => {
    expect(vatIdStateOf(vatId, country)).toBe(expected);
  });
});

describe('what a product is for VAT', () => {
  it.each([
    ['REDUCED', 'reduced', '10'],
    ['EXEMPT', 'exempt', '0'],
    ['OTHER', 'standard', '20'],
    [null, 'standard', '20'],
  ] as const)('tax code %j is %s, of which a price includes %s %%', (taxCode, rateClass, rate) => {
    expect(rateClassOf(taxCode, RATES)).toBe(rateClass);
    expect(ownRate(rateClass, RATES)).toBe(rate);
  });

  it.each(['service', 'hourly', 'flat-rate', 'subscription', 'text'] as const)('%s is a service', (kind) => {
    expect(supplyOf(kind)).toBe('service');
  });

  it('goods are goods', () => {
    expect(supplyOf('goods')).toBe('goods');
  });
});
