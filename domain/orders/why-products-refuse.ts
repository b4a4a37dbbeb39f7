import type { Order } from '../records/order.ts';
import type { ProductRecord } from '../records/product.ts';
import type { Refusal } from '../refusal.ts';
import { goesToErp } from './line-destination.ts';

/**
 * Why the ERP would not take what was ordered, by what it last said of its products. A discontinued one was promised while it was sold: whether there
 * is still one is for the ERP to say.
 */
export function whyProductsRefuse(order: Order, products: readonly ProductRecord[]): Refusal | undefined {
  const known = new Map(products.map((product) => [product.recordId, product]));
  const lines = order.lines.filter(goesToErp);
  const refusals = lines.flatMap(({ lineId, productId, productNumber = productId }) => {
    if (productId === undefined) return [];
    const reason = reasonOf(known.get(productId));
    return reason ? [refusal(lineId, `Product ${productNumber} of line ${lineId} ${reason}`)] : [];
  });
  return refusals[0];
}

const refusal = (lineId: string, reason: string): Refusal => ({
  code: 'product-refused',
  reason,
  field: `lines.${lineId}`,
});

function reasonOf(product: ProductRecord | undefined): string | undefined {
  if (!product) return 'does not exist any more; cancel the order and revise the quote with another product.';
  const { deletedAt, canonical } = product;
  if (deletedAt !== undefined || canonical.status === 'deleted')
    return 'was deleted in the ERP; have it restored there, then release the order.';
  if (canonical.status !== 'blocked') return undefined;
  return 'is blocked in the ERP; have it unblocked there, then release the order.';
}
