/** Currencies whose smallest unit is not a hundredth (ISO 4217). */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  ...digits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...digits(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...digits(4, 'CLF UYW'),
};

/** How many decimals an amount of this currency is rounded to (§3). */
export const minorDigits = (currency: string): number => EXCEPTIONS[currency] ?? 2;

function digits(count: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}
