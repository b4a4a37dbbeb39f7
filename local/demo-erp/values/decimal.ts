import { Decimal } from 'decimal.js';

/** Enough digits that a product of two stored values is never rounded by the way. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

export type { Decimal } from 'decimal.js';

export const decimal = (value: string | number | Decimal): Decimal => new Exact(value);

export const zero = decimal(0);

export const isDecimal = (value: unknown): value is Decimal => Decimal.isDecimal(value);

/** Rounds to the two minor digits that every currency of the demo company has, half away from zero. */
export const roundMoney = (amount: Decimal): Decimal => amount.toDecimalPlaces(2);

export function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), zero);
}
