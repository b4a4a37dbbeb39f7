import { isEuMember, isKnownCountry } from './countries.ts';
import type { VatCategory } from './vat-decision.ts';

export interface VatFacts {
  /** ISO code, XI or XT: see `vatCountry`. */
  readonly sellerCountry: string;
  readonly buyerCountry: string;
  readonly buyerKind: 'business' | 'consumer';
  readonly vatIdState: 'valid' | 'missing' | 'invalid' | 'unchecked';
  readonly supply: 'goods' | 'service';
  readonly rateClass: 'standard' | 'reduced' | 'exempt';
}

export type VatNote = 'reverse-charge' | 'intra-community' | 'export' | 'abroad' | 'exempt';

export type VatRuling =
  | { readonly category: 'by-rate-class' }
  | { readonly category: Exclude<VatCategory, 'standard' | 'reduced'>; readonly note: VatNote }
  | { readonly hold: string };

type Where = 'domestic' | 'eu' | 'third' | 'unknown';

export interface VatRule {
  readonly name: string;
  readonly where: readonly Where[];
  readonly buyerKind?: VatFacts['buyerKind'];
  readonly vatIdStates?: readonly VatFacts['vatIdState'][];
  readonly supply?: VatFacts['supply'];
  readonly rateClass?: VatFacts['rateClass'];
  readonly ruling: VatRuling;
}

const BY_RATE: VatRuling = { category: 'by-rate-class' };

const hold = (reason: string): VatRuling => ({ hold: reason });
/**
 * The VAT of a sale (O-3): the first rule that fits decides, and one always does. What a rule does not name does not matter to it.
 *
 * A supply of goods inside the EU is `exempt` with a note of its own. Consumers abroad in the EU pay the seller's rate, which holds below
 * the threshold of distance sales (article 59c); services to consumers outside the EU too (article 45).
 */
export const VAT_RULES: readonly VatRule[] = [
  {
    name: 'unknown country',
    where: ['unknown'],
    ruling: hold("The seller's or the buyer's country is missing or unknown; complete the address."),
  },
  { name: 'at home', where: ['domestic'], ruling: BY_RATE },
  {
    name: 'business abroad with a VAT id nobody checked',
    where: ['eu', 'third'],
    buyerKind: 'business',
    vatIdStates: ['unchecked'],
    ruling: hold(
      'The VAT id of this business does not belong to the country of its address; correct one of them.',
    ),
  },
  {
    name: 'goods that leave the EU',
    where: ['third'],
    supply: 'goods',
    ruling: { category: 'export', note: 'export' },
  },
  {
    name: 'service to a business in a third country',
    where: ['third'],
    buyerKind: 'business',
    ruling: { category: 'export', note: 'abroad' },
  },
  { name: 'service to a consumer in a third country', where: ['third'], ruling: BY_RATE },
  {
    name: 'exempt supply inside the EU',
    where: ['eu'],
    rateClass: 'exempt',
    ruling: { category: 'exempt', note: 'exempt' },
  },
  { name: 'consumer in the EU', where: ['eu'], buyerKind: 'consumer', ruling: BY_RATE },
  {
    name: 'business in the EU without a good VAT id',
    where: ['eu'],
    vatIdStates: ['missing', 'invalid'],
    ruling: hold(
      'A business in another EU country needs a valid VAT id of that country; enter it, or mark the account as a consumer.',
    ),
  },
  {
    name: 'goods to a business in the EU',
    where: ['eu'],
    supply: 'goods',
    ruling: { category: 'exempt', note: 'intra-community' },
  },
  {
    name: 'service to a business in the EU',
    where: ['eu'],
    ruling: { category: 'reverse-charge', note: 'reverse-charge' },
  },
];

export function findVatRule(facts: VatFacts): VatRule {
  const where = whereIs(facts);
  const rule = VAT_RULES.find((each) => each.where.includes(where) && fits(each, facts));
  if (!rule) throw new Error(`No VAT rule for ${JSON.stringify(facts)}; the table must be total.`);
  return rule;
}

const fits = (rule: VatRule, facts: VatFacts): boolean =>
  (rule.buyerKind ?? facts.buyerKind) === facts.buyerKind &&
  (rule.supply ?? facts.supply) === facts.supply &&
  (rule.rateClass ?? facts.rateClass) === facts.rateClass &&
  (rule.vatIdStates?.includes(facts.vatIdState) ?? true);

/** Northern Ireland is part of the United Kingdom; for goods it is inside the EU as well. */
function whereIs({ sellerCountry, buyerCountry, supply }: VatFacts): Where {
  if (!isKnownCountry(sellerCountry) || !isKnownCountry(buyerCountry)) return 'unknown';
  if (stateOf(sellerCountry) === stateOf(buyerCountry)) return 'domestic';
  const isInside = (country: string) => isEuMember(country) || (country === 'XI' && supply === 'goods');
  return isInside(sellerCountry) && isInside(buyerCountry) ? 'eu' : 'third';
}

const stateOf = (country: string): string => (country === 'XI' ? 'GB' : country);
