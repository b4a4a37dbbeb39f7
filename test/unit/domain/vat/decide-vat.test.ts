import { describe, expect, it } from 'vitest';
import { decideVat } from '../../../../domain/vat/decide-vat.ts';
import { findVatRule, VAT_RULES, type VatFacts } from '../../../../domain/vat/vat-rules.ts';
import { RATES } from '../../../support/sales/a-sale.ts';

const SELLERS = ['AT', 'DE', 'XI', 'GB', 'CH', '', 'ZZ'];
const BUYERS = ['AT', 'DE', 'GR', 'XI', 'GB', 'CH', 'US', 'XT', '', 'ZZ', 'EL', 'at'];
const EU = ['AT', 'DE', 'GR'];
const KNOWN = [...EU, 'XI', 'GB', 'CH', 'US', 'XT'];

function* everything(): Generator<VatFacts> {
  for (const sellerCountry of SELLERS)
    for (const buyerCountry of BUYERS)
      for (const buyerKind of ['business', 'consumer'] as const)
        for (const vatIdState of ['valid', 'missing', 'invalid', 'unchecked'] as const)
          for (const supply of ['goods', 'service'] as const)
            for (const rateClass of ['standard', 'reduced', 'exempt'] as const)
              yield { sellerCountry, buyerCountry, buyerKind, vatIdState, supply, rateClass };
}

const all = [...everything()];
const decide = (facts: VatFacts) => decideVat(facts, RATES, 'en');
const categoryOf = (facts: VatFacts): string => {
  const outcome = decide(facts);
  return 'hold' in outcome ? 'hold' : outcome.decided.category;
};

const state = (country: string) => (country === 'XI' ? 'GB' : country);
const isDomestic = ({ sellerCountry, buyerCountry }: VatFacts) =>
  KNOWN.includes(sellerCountry) && state(sellerCountry) === state(buyerCountry);
const isInside = (country: string, { supply }: VatFacts) =>
  EU.includes(country) || (country === 'XI' && supply === 'goods');
const isInsideEu = (facts: VatFacts) =>
  isInside(facts.sellerCountry, facts) && isInside(facts.buyerCountry, facts) && !isDomestic(facts);

describe('the VAT table over every combination (O-3)', () => {
  it('is total: a category or a reason to hold, never both, never neither', () => {
    expect(all).toHaveLength(7 * 12 * 2 * 4 * 2 * 3);
    for (const facts of all) {
      const outcome = decide(facts);
      expect('decided' in outcome !== 'hold' in outcome, JSON.stringify(facts)).toBe(true);
    }
  });

  it('has no rule that never decides', () => {
    const used = new Set(all.map((facts) => findVatRule(facts).name));
    expect(VAT_RULES.filter(({ name }) => !used.has(name))).toEqual([]);
  });

  it('holds what has an unknown country, on either side', () => {
    for (const facts of all) {
      const isUnknown = !KNOWN.includes(facts.sellerCountry) || !KNOWN.includes(facts.buyerCountry);
      if (isUnknown) expect(categoryOf(facts), JSON.stringify(facts)).toBe('hold');
    }
  });

  it('is the rate class of the product at home, whoever buys', () => {
    for (const facts of all.filter(isDomestic)) expect(categoryOf(facts)).toBe(facts.rateClass);
  });

  it('holds for every business abroad whose VAT id nobody checked', () => {
    const unchecked = all.filter(
      (facts) => facts.buyerKind === 'business' && facts.vatIdState === 'unchecked' && !isDomestic(facts),
    );
    for (const facts of unchecked) expect(categoryOf(facts), JSON.stringify(facts)).toBe('hold');
  });

  it('reverses the charge for services to a business with a valid VAT id inside the EU, and nowhere else', () => {
    for (const facts of all) {
      const isReversed =
        isInsideEu(facts) &&
        facts.supply === 'service' &&
        facts.buyerKind === 'business' &&
        facts.vatIdState === 'valid' &&
        facts.rateClass !== 'exempt';
      expect(categoryOf(facts) === 'reverse-charge', JSON.stringify(facts)).toBe(isReversed);
    }
  });

  it('is an export only across a border of the VAT territory', () => {
    for (const facts of all.filter((each) => categoryOf(each) === 'export')) {
      expect(isInsideEu(facts) || isDomestic(facts), JSON.stringify(facts)).toBe(false);
    }
  });

  it('never charges an EU business in another country, nor lets one without a good VAT id pass', () => {
    const businesses = all.filter((facts) => isInsideEu(facts) && facts.buyerKind === 'business');
    for (const facts of businesses.filter(({ rateClass }) => rateClass !== 'exempt')) {
      const expected = { goods: 'exempt', service: 'reverse-charge' }[facts.supply];
      expect(categoryOf(facts)).toBe(facts.vatIdState === 'valid' ? expected : 'hold');
    }
  });

  it('has a note exactly where no VAT is charged, in both languages', () => {
    for (const facts of all) {
      const en = decideVat(facts, RATES, 'en');
      const de = decideVat(facts, RATES, 'de');
      if ('hold' in en || 'hold' in de) continue;
      const isTaxed = ['standard', 'reduced'].includes(en.decided.category);
      expect(en.decided.rate === '0').toBe(!isTaxed);
      expect(en.decided.note === undefined).toBe(isTaxed);
      expect(de.decided.note === en.decided.note).toBe(isTaxed);
    }
  });
});

describe('the VAT of a sale from Austria', () => {
  const sale = (fields: Partial<VatFacts>): VatFacts => ({
    ...{ sellerCountry: 'AT', buyerCountry: 'DE', buyerKind: 'business', vatIdState: 'valid' },
    ...{ supply: 'service', rateClass: 'standard' },
    ...fields,
  });

  it.each([
    ['service to a German business', {}, 'reverse-charge', 'Reverse charge: the recipient accounts for VAT.'],
    ['goods to a German business', { supply: 'goods' }, 'exempt', 'VAT-exempt intra-Community supply.'],
    ['goods to a German consumer', { supply: 'goods', buyerKind: 'consumer' }, 'standard', undefined],
    [
      'goods to Switzerland',
      { supply: 'goods', buyerCountry: 'CH' },
      'export',
      'VAT-exempt export delivery.',
    ],
    [
      'service to a Swiss business',
      { buyerCountry: 'CH', vatIdState: 'missing' },
      'export',
      'Outside the scope of VAT: the place of supply is abroad.',
    ],
    ['service to a Swiss consumer', { buyerCountry: 'CH', buyerKind: 'consumer' }, 'standard', undefined],
    [
      'goods to Northern Ireland',
      { supply: 'goods', buyerCountry: 'XI' },
      'exempt',
      'VAT-exempt intra-Community supply.',
    ],
    [
      'service to Northern Ireland',
      { buyerCountry: 'XI' },
      'export',
      'Outside the scope of VAT: the place of supply is abroad.',
    ],
    ['exempt service at home', { buyerCountry: 'AT', rateClass: 'exempt' }, 'exempt', 'Exempt from VAT.'],
    ['reduced goods at home', { buyerCountry: 'AT', rateClass: 'reduced' }, 'reduced', undefined],
  ] as const)('%s', (_, facts, category, note) => {
    expect(decide(sale(facts))).toMatchObject({ decided: { category } });
    const outcome = decide(sale(facts));
    expect('decided' in outcome && outcome.decided.note).toBe(note);
  });

  it('holds for a German business without a VAT id, and says what to do', () => {
    expect(decide(sale({ vatIdState: 'missing' }))).toEqual({
      hold: 'A business in another EU country needs a valid VAT id of that country; enter it, or mark the account as a consumer.',
    });
  });

  it('takes the rates of the company', () => {
    expect(decide(sale({ buyerCountry: 'AT' }))).toEqual({ decided: { category: 'standard', rate: '20' } });
  });
});
