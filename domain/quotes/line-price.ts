import { Exact } from '../money/decimals.ts';
import { explainByHand } from '../prices/explain-price.ts';
import { findPrice, type PriceAnswer } from '../prices/find-price.ts';
import type { PriceOrigin } from '../prices/price-origin.ts';
import type { QuoteProductLine } from '../records/quote.ts';
import { documentLanguageOf } from '../text/document-language.ts';
import { ownRate, rateClassOf } from '../vat/rate-class.ts';
import type { DraftProductLine, OfferedProduct, SaleContext } from './quote-draft.ts';

export type LinePrice = Pick<QuoteProductLine, 'unitPrice' | 'priceUnit' | 'discountPercent' | 'price'>;

/** The price of a line: entered by hand, frozen (P-3), or found (P-2). What repeats the frozen line was not entered. */
export function linePrice(
  line: DraftProductLine,
  product: OfferedProduct | undefined,
  context: SaleContext,
): { priced: LinePrice } | { notFound: string } {
  const found = line.frozen ?? (product && foundPrice(line, product, context));
  const unitPrice = entered(line, 'unitPrice');
  const discountPercent = entered(line, 'discountPercent');
  if (unitPrice !== undefined)
    return { priced: priceByHand({ ...line, unitPrice }, product, { context, found }) };
  if (!found) return { notFound: 'A line without a product needs a price.' };
  if ('notFound' in found) return found;
  return { priced: discountPercent === undefined ? found : discountByHand(found, discountPercent, context) };
}

function entered(line: DraftProductLine, field: 'unitPrice' | 'discountPercent'): string | undefined {
  const value = line[field];
  const isRepeated = value !== undefined && line.frozen && new Exact(value).eq(line.frozen[field]);
  return isRepeated ? undefined : value;
}

function foundPrice(
  line: DraftProductLine,
  { canonical: product, productId }: OfferedProduct,
  context: SaleContext,
): LinePrice | { readonly notFound: string } {
  const { rates } = context.vat;
  const answer: PriceAnswer = findPrice({
    ...context,
    ...{ product, productId },
    quantity: line.quantity ?? '1',
    includedVatRate: ownRate(rateClassOf(product.taxCode, rates), rates),
    language: documentLanguageOf(context.locale),
  });
  if ('notFound' in answer) return answer;
  const { found, unitPrice, discountPercent } = answer;
  return { unitPrice, discountPercent, priceUnit: found.priceUnit, price: found };
}

interface Around {
  readonly context: SaleContext;
  readonly found: LinePrice | { readonly notFound: string } | undefined;
}

/** No discount is found for a price somebody entered: they know what they want. */
function priceByHand(
  { unitPrice, priceUnit, discountPercent = '0' }: DraftProductLine & { readonly unitPrice: string },
  product: OfferedProduct | undefined,
  { context, found }: Around,
): LinePrice {
  const instead = found && 'price' in found ? found : undefined;
  const unit = priceUnit ?? instead?.priceUnit ?? product?.canonical.priceUnit ?? '1';
  const isDiscounted = !new Exact(discountPercent).isZero();
  const price: PriceOrigin = {
    ...{ rule: 'by-hand', amount: unitPrice, currency: context.currency, priceUnit: unit },
    ...(isDiscounted ? { discount: { rule: 'by-hand', percent: discountPercent } } : {}),
    explanation: explainByHand(documentLanguageOf(context.locale), { unitPrice, instead: instead?.price }),
  };
  return { unitPrice, priceUnit: unit, discountPercent, price };
}

function discountByHand(found: LinePrice, discountPercent: string, { locale }: SaleContext): LinePrice {
  const instead = found.price;
  const explanation = explainByHand(documentLanguageOf(locale), { discountPercent, instead });
  const discount: PriceOrigin['discount'] = { rule: 'by-hand', percent: discountPercent };
  return { ...found, discountPercent, price: { ...instead, discount, explanation } };
}
