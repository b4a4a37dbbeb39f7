/**
 * VAT ids whose check digits are right, because receivers check them. Each takes the freely chosen digits and
 * appends (or inserts) what the country's rule demands.
 */
export const vatIdMakers: Record<string, (digits: string) => string> = {
  AT: austrian,
  DE: german,
  IT: italian,
  CH: swiss,
};

const digitsOf = (text: string): number[] => [...text].map(Number);

const crossSum = (value: number): number => (value > 9 ? value - 9 : value);

/** ATU + 7 digits + check digit: 10 − (Σ + 4) mod 10, every second digit doubled. */
function austrian(digits: string): string {
  const seven = digits.slice(0, 7);
  const total = digitsOf(seven).reduce(
    (sum, digit, index) => sum + (index % 2 ? crossSum(digit * 2) : digit),
    0,
  );
  return `ATU${seven}${(10 - ((total + 4) % 10)) % 10}`;
}

/** DE + 8 digits + check digit by ISO 7064, MOD 11,10. The first digit is never 0. */
function german(digits: string): string {
  const eight = `1${digits.slice(0, 7)}`;
  const product = digitsOf(eight).reduce((carry, digit) => (((digit + carry) % 10 || 10) * 2) % 11, 10);
  return `DE${eight}${(11 - product) % 10}`;
}

/** IT + 7 digits + province 001–100 + Luhn check digit. */
function italian(digits: string): string {
  const ten = `${digits.slice(0, 7)}015`;
  const total = digitsOf(ten).reduce(
    (sum, digit, index) => sum + (index % 2 ? crossSum(digit * 2) : digit),
    0,
  );
  return `IT${ten}${(10 - (total % 10)) % 10}`;
}

/** CHE-123.456.78C MWST with the check digit 11 − Σ(weights) mod 11; digits that would need 10 are moved on by one. */
function swiss(digits: string): string {
  const weights = [5, 4, 3, 2, 7, 6, 5, 4];
  const eight = digits.slice(0, 8);
  const total = digitsOf(eight).reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0);
  const check = (11 - (total % 11)) % 11;
  if (check === 10) return swiss(String((Number(eight) + 1) % 100_000_000).padStart(8, '0'));
  return `CHE-${eight.slice(0, 3)}.${eight.slice(3, 6)}.${eight.slice(6)}${check} MWST`;
}
