import { JsonRefusal } from './json-refusal.ts';

/** Digits a number may have once written out; what the canonical decimal can hold and a money column ever needs. */
const MAX_DIGITS = 38;
/** Longest exponent text that is looked at; anything longer is out of range in any case. */
const MAX_EXPONENT_LENGTH = 6;

/**
 * The plain decimal text of a JSON number token: `1e2` → `100`, `1.5E-3` → `0.0015`, `-0` → `0`. Digits are kept as sent,
 * trailing zeros included. Throws when the number needs more than 38 digits: rounding silently would change money.
 */
export function plainDecimal(token: string, offset: number): string {
  const mark = token.search(/[eE]/);
  const plain =
    mark < 0 ? token : shifted(token.slice(0, mark), exponentOf(token.slice(mark + 1), offset), offset);
  if (plain.length > MAX_DIGITS && plain.replace(/[-.]/g, '').length > MAX_DIGITS) throw tooLong(offset);
  return plain.startsWith('-') && isZero(plain) ? plain.slice(1) : plain;
}

function exponentOf(text: string, offset: number): number {
  if (text.length > MAX_EXPONENT_LENGTH) throw tooLong(offset);
  return Number(text);
}

/** Moves the decimal point of `mantissa` by `exponent` places. */
function shifted(mantissa: string, exponent: number, offset: number): string {
  if (isZero(mantissa)) return '0';
  if (Math.abs(exponent) > MAX_DIGITS || mantissa.length > MAX_DIGITS + 2) throw tooLong(offset);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const integer =
    digits
      .slice(0, Math.max(point, 0))
      .padEnd(point, '0')
      .replace(/^0+(?=\d)/, '') || '0';
  const rest = point < 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return rest === '' ? sign + integer : `${sign}${integer}.${rest}`;
}

function isZero(plain: string): boolean {
  return !/[1-9]/.test(plain);
}

function tooLong(offset: number): JsonRefusal {
  return new JsonRefusal(`a number needs more than ${MAX_DIGITS} digits`, offset);
}
