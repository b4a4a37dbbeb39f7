import { problem, type Problem } from '../refusal.ts';
import type { QuoteLine, QuoteProductLine } from '../records/quote.ts';
import type { Recurrence } from '../records/sales-line.ts';
import { documentLanguageOf } from '../text/document-language.ts';
import { decideVat, type VatOutcome } from '../vat/decide-vat.ts';
import { rateClassOf, supplyOf } from '../vat/rate-class.ts';
import { isTooLarge, lineNet } from './line-amount.ts';
import { soldKind } from './line-kind.ts';
import { linePrice, type LinePrice } from './line-price.ts';
import type {
  DraftProductLine,
  NumberedLine,
  NumberedProductLine,
  OfferedProduct,
  SaleContext,
} from './quote-draft.ts';

/** What a subscription is billed like unless said otherwise. */
const MONTHLY: Recurrence = { priceBase: 'month', rhythm: 1, inAdvance: true };

export type BuiltLine = { readonly built: QuoteLine } | { readonly problem: Problem };

/** One line of a checked draft, priced and with its VAT. `path` names it in problems. */
export function buildLine(line: NumberedLine, path: string, context: SaleContext): BuiltLine {
  const { lineId } = line;
  if (line.kind === 'text') return { built: { kind: 'text', lineId, description: line.description } };
  if (line.kind === 'subtotal') {
    return { built: { kind: 'subtotal', lineId, description: line.description ?? '', net: '0' } };
  }
  const product = line.product === undefined ? undefined : context.products.get(line.product);
  if (!line.frozen && product?.canonical.kind === 'text') return { built: textOf(line, product) };
  return sellLine(line, product, { context, path });
}

/** A text of the catalogue has no price and is no position. */
const textOf = (line: NumberedProductLine, { canonical }: OfferedProduct): QuoteLine => ({
  kind: 'text',
  lineId: line.lineId,
  description: line.description ?? canonical.description ?? nameOf(canonical),
});

interface Place {
  readonly context: SaleContext;
  readonly path: string;
}

function sellLine(
  line: NumberedProductLine,
  product: OfferedProduct | undefined,
  { context, path }: Place,
): BuiltLine {
  const price = linePrice(line, product, context);
  if ('notFound' in price) return { problem: problem(`${path}.unitPrice`, 'price-missing', price.notFound) };
  const vat = lineVat(line, product, context);
  if ('hold' in vat) return { problem: problem('accountId', 'vat-hold', vat.hold) };
  const quantity = line.quantity ?? '1';
  const net = lineNet({ ...price.priced, quantity }, context.currency);
  if (isTooLarge(net)) {
    return {
      problem: problem(
        `${path}.quantity`,
        'amount-too-large',
        `The line comes to ${net}; check quantity and price.`,
      ),
    };
  }
  const sold = { ...whatIsSold(line, product), ...pick(price.priced), quantity, net, vat: vat.decided };
  return { built: { kind: 'product', lineId: line.lineId, ...sold, ...choiceOf(line) } };
}

/** VAT stays as it was decided, as the price does (P-3). */
function lineVat(
  line: DraftProductLine,
  product: OfferedProduct | undefined,
  { vat: { rates, ...facts }, locale }: SaleContext,
): VatOutcome {
  if (line.frozen) return { decided: line.frozen.vat };
  const supply = supplyOf(product?.canonical.kind ?? line.productKind ?? 'service');
  const rateClass = rateClassOf(product ? product.canonical.taxCode : line.taxCode, rates);
  return decideVat({ ...facts, supply, rateClass }, rates, documentLanguageOf(locale));
}

type Sold = Pick<QuoteProductLine, 'productKind' | 'description'> & Partial<QuoteProductLine>;

function whatIsSold(line: DraftProductLine, product: OfferedProduct | undefined): Sold {
  const catalogue = line.frozen ?? (product && catalogueParts(product));
  const productKind = soldKind(catalogue?.productKind, line.productKind) ?? 'service';
  const subscribed = productKind === 'subscription' ? MONTHLY : undefined;
  const recurrence = line.recurrence === undefined ? subscribed : line.recurrence;
  return {
    ...(catalogue?.productId ? { productId: catalogue.productId } : {}),
    ...(catalogue?.productNumber ? { productNumber: catalogue.productNumber } : {}),
    productKind,
    description: line.description ?? catalogue?.description ?? '',
    unit: line.unit ?? catalogue?.unit ?? null,
    ...(recurrence ? { recurrence } : {}),
    ...(line.phase ? { phase: line.phase } : {}),
  };
}

const catalogueParts = ({ productId, canonical }: OfferedProduct): Partial<QuoteProductLine> => ({
  productId,
  ...(canonical.number ? { productNumber: canonical.number } : {}),
  ...(canonical.kind ? { productKind: canonical.kind } : {}),
  description: nameOf(canonical),
  unit: canonical.unit ?? null,
});

const nameOf = ({ name, number, externalId }: OfferedProduct['canonical']): string =>
  name ?? number ?? externalId;

const pick = ({ unitPrice, priceUnit, discountPercent, price }: LinePrice): LinePrice => ({
  ...{ unitPrice, priceUnit, discountPercent, price },
});

const choiceOf = ({ choice = 'included', alternativeTo }: DraftProductLine) => ({
  choice,
  ...(alternativeTo === undefined ? {} : { alternativeTo }),
});
