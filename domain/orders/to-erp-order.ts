import { OrderRejectedError } from '../errors.ts';
import type { ErpOrder } from '../hand-over/erp-order.ts';
import { Exact } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { amountBeforeDiscount } from '../quotes/line-amount.ts';
import type { Order, OrderLine } from '../records/order.ts';
import type { ProductRecord } from '../records/product.ts';
import { goesToErp } from './line-destination.ts';

export interface ErpSide {
  readonly debtor: NonNullable<Order['debtor']>;
  /** At least those of the lines that go to the ERP. */
  readonly products: readonly Pick<ProductRecord, 'recordId' | 'connectionId' | 'externalId'>[];
  /** Our key in the ERP's reference field. */
  readonly reference: string;
}

/** Our key of a line in the ERP, where its lines have a reference field (I-7): at most 6 characters more than the order's. */
export const lineReference = (reference: string, lineId: string): string => `${reference}/${lineId}`;

/**
 * The order to create. The same order makes the same text, whenever it is made. A product that this ERP does not have is an OrderRejectedError.
 */
export function toErpOrder(order: Order, { debtor, products, reference }: ErpSide): ErpOrder {
  const here = products.filter(({ connectionId }) => connectionId === debtor.connectionId);
  const externalIds = new Map(here.map(({ recordId, externalId }) => [recordId, externalId]));
  const { net, tax, gross } = order.totals;
  const { orderId, orderNumber, customerReference, orderDate, currency } = order;
  return {
    ...{ reference, orderId, orderNumber, orderDate, currency },
    ...(customerReference ? { customerReference } : {}),
    debtorExternalId: debtor.externalId,
    ...(debtor.number ? { debtorNumber: debtor.number } : {}),
    lines: order.lines.filter(goesToErp).map((line) => ({
      ...sold(line, currency),
      ...productOf(line, externalIds),
      reference: lineReference(reference, line.lineId),
    })),
    totals: { net, tax, gross },
  };
}

type ErpLine = ErpOrder['lines'][number];

function sold(line: OrderLine, currency: string): Omit<ErpLine, 'reference'> {
  const { lineId, description, quantity, unit, unitPrice, priceUnit, discountPercent, vat } = line;
  return {
    ...{ lineId, description, quantity, unitPrice, priceUnit, discountPercent, vat },
    ...(unit ? { unit } : {}),
    discountAmount: discountOf(line, currency),
    net: line.netAfterDiscount,
  };
}

/** Whatever stands between quantity × unit price, rounded, and the net: so that an ERP that multiplies and subtracts comes to our net. */
const discountOf = (line: OrderLine, currency: string): string =>
  new Exact(amountBeforeDiscount(line, currency)).minus(line.netAfterDiscount).toFixed(minorDigits(currency));

function productOf(
  { productId, productNumber, lineId }: OrderLine,
  externalIds: ReadonlyMap<string, string>,
): Pick<ErpLine, 'productExternalId' | 'productNumber'> {
  const number = productNumber ? { productNumber } : {};
  if (productId === undefined) return number;
  const productExternalId = externalIds.get(productId);
  if (productExternalId !== undefined) return { productExternalId, ...number };
  throw new OrderRejectedError(
    'product-not-in-erp',
    `Product ${productNumber ?? productId} of line ${lineId} does not come from the ERP that takes the order. Correct the company settings, then release the order.`,
    `lines.${lineId}`,
  );
}
