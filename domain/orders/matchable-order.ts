import type { Order } from '../records/order.ts';
import { goesToErp } from './line-destination.ts';
import type { MatchableOrder } from './match-invoice-lines.ts';

export interface KnownInErp {
  /** Our key in the ERP's reference field. */
  readonly reference: string;
  /** The ERP's ids of our products. */
  readonly productExternalIds: ReadonlyMap<string, string>;
}

/** What of an order invoices can refer to: its lines for the ERP, under our key, our id and our number. */
export const matchableOrder = (
  { orderId, orderNumber, erp, lines }: Order,
  { reference, productExternalIds }: KnownInErp,
): MatchableOrder => ({
  orderId,
  references: [reference, orderId, orderNumber],
  inErp: erp,
  lines: lines.filter(goesToErp).map(({ lineId, productId, productNumber, description, quantity }) => ({
    ...{ lineId, productNumber, description, quantity },
    productExternalId: productId === undefined ? undefined : productExternalIds.get(productId),
  })),
});
