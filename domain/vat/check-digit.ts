type Check = (digits: string) => boolean;

const digitAt = (digits: string, index: number): number => Number(digits[index]);

const weigh = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * digitAt(digits, index), 0);

/** Every second digit doubled, the digits of the products summed. */
const crossSum = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + Math.floor(product / 10) + (product % 10);
  }, 0);

/** ISO 7064, modulus 11,10: the last digit checks all before it. */
function mod1110(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

const lastDigitIs = (digits: string, expected: number): boolean => Number(digits.at(-1)) === expected;

/** By prefix, over what follows it; the published rules of countries whose ids all carry a check digit; French keys with a letter have another one. */
const CHECKS: Readonly<Record<string, Check>> = {
  AT: (id) => lastDigitIs(id, (10 - ((crossSum(id.slice(1, 8)) + 4) % 10)) % 10),
  BE: (id) => 97 - (Number(id.slice(0, 8)) % 97) === Number(id.slice(8)),
  CH: (id) => {
    const digits = id.replace(/\D/g, '');
    return lastDigitIs(digits, (11 - (weigh(digits, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11);
  },
  DE: mod1110,
  DK: (id) => weigh(id, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  FI: (id) => lastDigitIs(id, (11 - (weigh(id, [7, 9, 10, 5, 8, 4, 2]) % 11)) % 11),
  FR: (id) => !/^\d\d/.test(id) || Number(id.slice(0, 2)) === (12 + 3 * (Number(id.slice(2)) % 97)) % 97,
  HR: mod1110,
  IT: (id) => crossSum(id) % 10 === 0,
  LU: (id) => Number(id.slice(0, 6)) % 89 === Number(id.slice(6)),
  PL: (id) => lastDigitIs(id, weigh(id, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11),
  PT: (id) => lastDigitIs(id, ((11 - (weigh(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10),
};

/** A normalised VAT id, with prefix. True also where we know no rule for the prefix. */
export const hasGoodCheckDigit = (vatId: string): boolean =>
  CHECKS[vatId.slice(0, 2)]?.(vatId.slice(2)) ?? true;
