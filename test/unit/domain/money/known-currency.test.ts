import { expect, it } from 'vitest';
import { knownCurrencySchema } from '../../../../domain/money/known-currency.ts';

it.each(['EUR', 'CHF', 'JPY', 'BHD'])('we sell in %s', (code) => {
  expect(knownCurrencySchema.parse(code)).toBe(code);
});

it.each([
  ['XQZ', 'XQZ is no currency of ISO 4217'],
  ['eur', 'must be an ISO 4217 code such as EUR'],
  ['EURO', 'must be an ISO 4217 code such as EUR'],
])('%s is refused in words', (code, sentence) => {
  expect(knownCurrencySchema.safeParse(code).error?.issues.map(({ message }) => message)).toEqual([sentence]);
});
