import { Decimal } from 'decimal.js';
import { MappingError } from '../../../../domain/errors.ts';

/** Exact for everything a canonical decimal can hold, products included. */
const Exact = Decimal.clone({
  precision: 80,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -100,
  toExpPos: 100,
});
/** Fraction digits of the canonical decimal; ERPs that compute in floats send more. */
const MAX_FRACTION_DIGITS = 10;

type Amount = string | number | null | undefined;
type Operation = (left: Decimal, right: Decimal) => Decimal;

/** Undefined and null stay what they are: "not sent" and "empty" are not zero. */
function combined(operation: Operation) {
  return (left: Amount, right: Amount): string | null | undefined => {
    if (left === undefined || right === undefined) return undefined;
    if (left === null || right === null) return null;
    return operation(exact(left), exact(right)).toFixed();
  };
}

const decAdd = combined((left, right) => left.plus(right));
const decSub = combined((left, right) => left.minus(right));
const decMul = combined((left, right) => left.times(right));

/** A decimal as plain text; more than ten fraction digits, which only floats produce, are rounded half up. */
function decimal(value: Amount): string | null | undefined {
  if (value === undefined || value === null) return value;
  const amount = exact(value);
  return amount.decimalPlaces() > MAX_FRACTION_DIGITS
    ? amount.toFixed(MAX_FRACTION_DIGITS)
    : amount.toFixed();
}

/** Commercial rounding: half up, away from zero. */
function decRound(value: Amount, digits: number): string | null | undefined {
  return value === undefined || value === null ? value : exact(value).toFixed(digits);
}

function decDiv(left: Amount, right: Amount, digits = MAX_FRACTION_DIGITS): string | null | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === null || right === null || exact(right).isZero()) return null;
  return exact(left).dividedBy(exact(right)).toFixed(digits);
}

function negate(value: Amount): string | null | undefined {
  if (value === undefined || value === null) return value;
  const negated = exact(value).negated();
  return negated.isZero() ? negated.abs().toFixed() : negated.toFixed();
}

/** The sum of a list; one value counts as a list of one, nothing as zero. */
function decSum(values: Amount | readonly Amount[]): string {
  return [values]
    .flat()
    .filter((value) => value !== undefined && value !== null)
    .reduce<Decimal>((sum, value) => sum.plus(exact(value)), new Exact(0))
    .toFixed();
}

/** -1, 0 or 1; undefined when one of them is missing. */
function decCompare(left: Amount, right: Amount): number | undefined {
  if (left === undefined || left === null || right === undefined || right === null) return undefined;
  return exact(left).comparedTo(exact(right));
}

function exact(value: string | number): Decimal {
  const text = String(value).trim();
  if (/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) return new Exact(text);
  throw new MappingError(`"${text.slice(0, 60)}" is not a decimal number.`, [
    { field: '$decimal', reason: `"${text.slice(0, 60)}" is not a decimal number` },
  ]);
}

export const decimalFunctions = {
  decimal,
  decAdd,
  decSub,
  decMul,
  decDiv,
  decRound,
  decSum,
  decCompare,
  negate,
};
