import { clipText } from '../text/clip-text.ts';
import type { DocumentLanguage } from '../text/document-language.ts';
import type { PriceCandidate } from './price-candidate.ts';
import type { PriceOrigin } from './price-origin.ts';
import type { PriceQuestion } from './price-question.ts';

type Discount = PriceOrigin['discount'];
type DiscountRule = NonNullable<Discount>['rule'];

interface Words {
  readonly price: Readonly<Record<PriceCandidate['rule'], string>>;
  readonly discount: Readonly<Record<Exclude<DiscountRule, 'by-hand'>, string>>;
  readonly per: string;
  readonly from: string;
  readonly since: string;
  readonly until: string;
  readonly gross: (net: string, rate: string) => string;
  readonly special: string;
  readonly priceByHand: string;
  readonly insteadOf: string;
  readonly discountByHand: string;
}

const WORDS: Readonly<Record<DocumentLanguage, Words>> = {
  de: {
    price: { 'account-price': 'Kundenpreis', 'group-price': 'Preis der Gruppe', 'list-price': 'Listenpreis' },
    discount: {
      'account-product': 'Kundenrabatt auf das Produkt',
      'account-group': 'Kundenrabatt auf die Produktgruppe',
      'group-product': 'Gruppenrabatt auf das Produkt',
      'group-group': 'Gruppenrabatt auf die Produktgruppe',
    },
    ...{ per: 'je', from: 'ab Menge', since: 'gültig ab', until: 'gültig bis vor' },
    gross: (net, rate) => `enthält ${rate} % USt., netto ${net}`,
    ...{ special: 'Nettopreis, kein weiterer Rabatt', priceByHand: 'Preis von Hand' },
    ...{ insteadOf: 'statt', discountByHand: 'Rabatt von Hand' },
  },
  en: {
    price: { 'account-price': 'Customer price', 'group-price': 'Price of group', 'list-price': 'List price' },
    discount: {
      'account-product': 'customer discount on the product',
      'account-group': 'customer discount on the product group',
      'group-product': 'group discount on the product',
      'group-group': 'group discount on the product group',
    },
    ...{ per: 'per', from: 'from a quantity of', since: 'valid from', until: 'valid before' },
    gross: (net, rate) => `includes ${rate} % VAT, net ${net}`,
    ...{ special: 'net price, no further discount', priceByHand: 'Price by hand' },
    ...{ insteadOf: 'instead of', discountByHand: 'Discount by hand' },
  },
};

interface Found {
  readonly question: PriceQuestion;
  readonly unitPrice: string;
  readonly discount: Discount;
}

/** Why this price, in one sentence: `Kundenpreis 95,00 EUR je 1 Stk, ab Menge 10; …`. */
export function explainPrice(price: PriceCandidate, { question, unitPrice, discount }: Found): string {
  const { language, product, includedVatRate } = question;
  const words = WORDS[language];
  const number = numberIn(language);
  const per = perUnit(price, { unit: product.unit, language });
  const parts = [
    `${priceName(price, words)} ${number(price.amount)} ${price.currency}${per}`,
    price.includesTax && words.gross(number(unitPrice), number(includedVatRate)),
    price.minimumQuantity && `${words.from} ${number(price.minimumQuantity)}`,
    price.validFrom && `${words.since} ${price.validFrom}`,
    price.validUntil && `${words.until} ${price.validUntil}`,
    price.isNetSpecial && words.special,
    discount && explainDiscount(discount, language),
  ];
  return clip(`${parts.filter(Boolean).join(', ')}.`);
}

interface ByHand {
  readonly unitPrice?: string;
  readonly discountPercent?: string;
  /** What would have been charged, where there is such a price. */
  readonly instead?: PriceOrigin | undefined;
}

/** A person's own price or discount, and what it replaces: `Preis von Hand 90, statt: Listenpreis 100 EUR je 1 Stk.` */
export function explainByHand(language: DocumentLanguage, { unitPrice, discountPercent, instead }: ByHand) {
  const words = WORDS[language];
  const number = numberIn(language);
  const parts = [
    unitPrice !== undefined && `${words.priceByHand} ${number(unitPrice)}`,
    discountPercent !== undefined && `${words.discountByHand} ${number(discountPercent)} %`,
  ];
  const entered = parts.filter(Boolean).join(', ');
  if (!instead || isByHand(instead)) return `${entered}.`;
  return clip(`${entered}, ${words.insteadOf}: ${instead.explanation}`);
}

const isByHand = ({ rule, discount }: PriceOrigin): boolean =>
  rule === 'by-hand' || discount?.rule === 'by-hand';

const explainDiscount = ({ rule, percent }: NonNullable<Discount>, language: DocumentLanguage): string => {
  const words = WORDS[language];
  const name = rule === 'by-hand' ? words.discountByHand : words.discount[rule];
  return `${name} ${numberIn(language)(percent)} %`;
};

const priceName = ({ rule, priceGroup }: PriceCandidate, words: Words): string =>
  rule === 'group-price' ? `${words.price[rule]} ${priceGroup ?? ''}` : words.price[rule];

interface Unit {
  readonly unit: string | null | undefined;
  readonly language: DocumentLanguage;
}

function perUnit({ priceUnit }: PriceCandidate, { unit, language }: Unit): string {
  if (!unit && priceUnit === '1') return '';
  return ` ${WORDS[language].per} ${[numberIn(language)(priceUnit), unit].filter(Boolean).join(' ')}`;
}

const numberIn = (language: DocumentLanguage) => (text: string) =>
  language === 'de' ? text.replace('.', ',') : text;

/** Names of units and groups may be long; an origin holds 1,000 characters. */
const clip = (text: string): string => clipText(text, 1_000);
