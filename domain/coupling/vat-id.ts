/** The written form of VAT ids per country prefix, without blanks and dots; the check is offline and of syntax only (D-3). */
const SYNTAX: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E?\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LI: /^\d{5}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/**
 * A VAT id with its country prefix, without blanks and punctuation; undefined where it is no VAT id by syntax. Some ERPs
 * leave the prefix to the address: `country` completes it then.
 */
export function normaliseVatId(text: string | null | undefined, country?: string | null): string | undefined {
  const compact = (text ?? '').toUpperCase().replace(/[^A-Z0-9+*]/g, '');
  if (isVatId(compact)) return compact;
  const completed = country ? vatPrefix(country) + compact : compact;
  return isVatId(completed) ? completed : undefined;
}

function isVatId(text: string): boolean {
  const rest = text.slice(2);
  return !/^0*$/.test(rest) && (SYNTAX[text.slice(0, 2)]?.test(rest) ?? false);
}

/** The country a VAT id belongs to, as ISO code. */
export const countryOfVatId = (vatId: string): string => {
  const prefix = vatId.slice(0, 2);
  return prefix === 'EL' ? 'GR' : prefix === 'XI' ? 'GB' : prefix;
};

const vatPrefix = (country: string): string => (country === 'GR' ? 'EL' : country);
