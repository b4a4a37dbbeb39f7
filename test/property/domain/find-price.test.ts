import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPrice } from '../../../domain/prices/find-price.ts';
import type { PriceQuestion } from '../../../domain/prices/price-question.ts';
import type { PriceAgreement } from '../../../domain/records/price-agreement.ts';
import { aDiscountAgreement, aPriceAgreement, aProduct, productIdOf } from '../../support/sales/a-product.ts';

const anyDay = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
const anyLimits = fc.record({
  for: fc.constantFrom({ accountId: 'acc_anna' }, { accountId: 'acc_bert' }, { priceGroup: 'RESELLER' }),
  on: fc.constantFrom({ productId: productIdOf('1000') }, { productGroup: 'FURNITURE' }),
  validFrom: fc.option(anyDay),
  validUntil: fc.option(anyDay),
  minimumQuantity: fc.option(fc.constantFrom('1', '5', '10', '10.0')),
});
const anyAmount = fc.constantFrom('80', '80.00', '90', '95.5');
const anyAgreement = fc
  .tuple(fc.boolean(), anyAmount, anyLimits)
  .map(
    ([isPrice, amount, limits]): PriceAgreement =>
      isPrice ? aPriceAgreement(amount, limits) : aDiscountAgreement(amount, limits),
  );
/** Ids are what tells two agreements apart that are alike in everything else. */
const anyAgreements = fc
  .array(anyAgreement, { maxLength: 12 })
  .map((agreements) =>
    agreements.map((agreement, index) => ({ ...agreement, priceAgreementId: `pra_${1000 + index}` })),
  );

const question = (agreements: readonly PriceAgreement[], date: string, quantity: string): PriceQuestion => ({
  product: aProduct({
    prices: [
      { amount: '99', currency: 'EUR', minimumQuantity: '5' },
      { amount: '85', currency: 'EUR', priceGroup: 'RESELLER' },
    ],
  }),
  productId: productIdOf('1000'),
  account: { accountId: 'acc_anna', priceGroup: 'RESELLER' },
  ...{ agreements, date, quantity },
  ...{ currency: 'EUR', homeCurrency: 'EUR', includedVatRate: '20', language: 'en' },
});

const anyQuantity = fc.constantFrom('0.5', '1', '5', '9.99', '10', '100');
const anyShuffled = anyAgreements.chain((agreements) =>
  fc.tuple(
    fc.constant(agreements),
    fc.shuffledSubarray(agreements, { minLength: agreements.length, maxLength: agreements.length }),
  ),
);

it('the order in which agreements are known never matters', () => {
  fc.assert(
    fc.property(anyShuffled, anyDay, anyQuantity, ([agreements, shuffled], date, quantity) => {
      expect(findPrice(question(shuffled, date, quantity))).toEqual(
        findPrice(question(agreements, date, quantity)),
      );
    }),
    { numRuns: 500 },
  );
});

it('what was found goes on being found without all that was not', () => {
  fc.assert(
    fc.property(anyAgreements, anyDay, anyQuantity, (agreements, date, quantity) => {
      const answer = findPrice(question(agreements, date, quantity));
      if (!('found' in answer)) throw new Error(answer.notFound);
      const used = [answer.found.recordId, answer.found.discount?.recordId];
      const rest = agreements.filter(({ priceAgreementId }) => used.includes(priceAgreementId));
      expect(findPrice(question(rest, date, quantity))).toEqual(answer);
    }),
    { numRuns: 500 },
  );
});

it('what is not valid on the day, or for a larger quantity, is never found', () => {
  fc.assert(
    fc.property(anyAgreements, anyDay, anyQuantity, (agreements, date, quantity) => {
      const answer = findPrice(question(agreements, date, quantity));
      if (!('found' in answer)) throw new Error(answer.notFound);
      const used = agreements.filter(({ priceAgreementId }) =>
        [answer.found.recordId, answer.found.discount?.recordId].includes(priceAgreementId),
      );
      for (const { validFrom, validUntil, minimumQuantity } of used) {
        expect(validFrom ?? date).toSatisfy((from: string) => from <= date);
        expect(validUntil ?? '9999').toSatisfy((until: string) => date < until);
        expect(Number(minimumQuantity ?? 0)).toBeLessThanOrEqual(Number(quantity));
      }
    }),
    { numRuns: 500 },
  );
});
