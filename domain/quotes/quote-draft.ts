import type * as z from 'zod';
import type { CanonicalProduct } from '../canonical/product.ts';
import type { DocumentLocale, headerDiscountSchema, QuoteLine, QuoteProductLine } from '../records/quote.ts';
import type { PriceAgreement } from '../records/price-agreement.ts';
import type { Recurrence } from '../records/sales-line.ts';
import type { VatRates } from '../vat/rate-class.ts';
import type { VatFacts } from '../vat/vat-rules.ts';

export type HeaderDiscount = z.infer<typeof headerDiscountSchema>;

/**
 * A line as somebody wants it. `product` is the number or id as it was asked for. A price or discount given here was entered by hand and wins;
 * everything else is found. Without a product, description, kind and price have to be given.
 */
export interface DraftProductLine {
  readonly kind: 'product';
  readonly lineId?: string | undefined;
  readonly product?: string | undefined;
  readonly productKind?: CanonicalProduct['kind'];
  readonly taxCode?: string | null | undefined;
  readonly quantity?: string | undefined;
  readonly description?: string | undefined;
  readonly unit?: string | null | undefined;
  readonly unitPrice?: string | undefined;
  readonly priceUnit?: string | undefined;
  readonly discountPercent?: string | undefined;
  readonly choice?: QuoteProductLine['choice'] | undefined;
  readonly alternativeTo?: string | undefined;
  /** `null` takes away what the frozen line has. */
  readonly recurrence?: Recurrence | null | undefined;
  readonly phase?: string | null | undefined;
  /**
   * The line as it stands in the quote: what was found for it stays as it is (P-3), unless entered by hand now, or another product is asked
   * for. Leave it out to price the line anew.
   */
  readonly frozen?: QuoteProductLine | undefined;
}

export type DraftLine =
  | DraftProductLine
  | { readonly kind: 'text'; readonly lineId?: string | undefined; readonly description: string }
  | {
      readonly kind: 'subtotal';
      readonly lineId?: string | undefined;
      readonly description?: string | undefined;
    };

export interface QuoteDraft {
  readonly lines: readonly DraftLine[];
  readonly headerDiscount?: HeaderDiscount | null | undefined;
}

/** A product of the catalogue. `successor` is the number of the product that replaces it. */
export interface OfferedProduct {
  readonly productId: string;
  readonly canonical: CanonicalProduct;
  readonly isDeleted?: boolean | undefined;
  readonly successor?: string | undefined;
}

/** What prices and VAT of a quote depend on, apart from its lines. */
export interface SaleContext {
  readonly account: { readonly accountId: string; readonly priceGroup?: string | null | undefined };
  /** By number or id, as the lines ask for them; what is missing is unknown. */
  readonly products: ReadonlyMap<string, OfferedProduct>;
  readonly agreements: readonly PriceAgreement[];
  readonly date: string;
  readonly currency: string;
  readonly homeCurrency: string;
  readonly locale: DocumentLocale;
  readonly vat: { readonly rates: VatRates } & Omit<VatFacts, 'supply' | 'rateClass'>;
}

export type NumberedLine = DraftLine & { readonly lineId: string };
export type NumberedProductLine = NumberedLine & { readonly kind: 'product' };

/** Line numbers given stay, the others go on after the highest. */
export function numberLines(lines: readonly DraftLine[]): NumberedLine[] {
  let highest = lines.reduce((most, { lineId = '' }) => Math.max(most, Number(/^\d+$/.exec(lineId))), 0);
  return lines.map((line) => ({ ...line, lineId: line.lineId ?? String((highest += 1)) }));
}

/** Lines of a quote as wishes again, to edit it: what was found for them stays (P-3). */
export const draftLineOf = (line: QuoteLine): DraftLine =>
  line.kind === 'product' ? { kind: 'product', lineId: line.lineId, frozen: line } : line;

/** What a frozen line says holds where the wish says nothing, unless the wish is for another product. */
export function keepFrozen(line: DraftLine): DraftLine {
  if (line.kind !== 'product' || !line.frozen) return line;
  const { frozen, product } = line;
  const isSame = [undefined, frozen.productId, frozen.productNumber].includes(product);
  if (!isSame) return { ...line, frozen: undefined };
  return {
    ...line,
    quantity: line.quantity ?? frozen.quantity,
    choice: line.choice ?? frozen.choice,
    alternativeTo: line.alternativeTo ?? frozen.alternativeTo,
    phase: line.phase === undefined ? frozen.phase : line.phase,
    recurrence: line.recurrence === undefined ? frozen.recurrence : line.recurrence,
  };
}
