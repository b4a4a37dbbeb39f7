import { orderSchema, orderStateSchema, type Order, type OrderState } from '../../../domain/records/order.ts';
import { getWhole } from './get-whole.ts';
import { indexes } from './keys.ts';
import { putLarge } from './large-records.ts';
import type { Page, PageRequest } from './pages.ts';
import { orderLayout } from './sales-layouts.ts';
import { isAsked, listSales } from './sales-lists.ts';
import { idsNumbered, rowsNumbered } from './sales-numbers.ts';
import { orderRowSchema, type OrderRow } from './sales-rows.ts';
import type { Store } from './store.ts';

export interface OrderFilter {
  readonly company: string;
  /** One state or several, listed one after the other. */
  readonly states?: readonly OrderState[] | undefined;
  readonly accountId?: string | undefined;
  /** The exact number: ours, or our reference in the ERP. */
  readonly orderNumber?: string | undefined;
}

/** On their way: accepted by a person for the hand-over and not yet ended. */
export const OPEN_HAND_OVERS: readonly OrderState[] = ['released', 'handing-over'];

export const getOrder = (store: Store, company: string, orderId: string): Promise<Order | undefined> =>
  getWhole(store, orderSchema, { company, recordId: orderId });

/** `order` carries the new version; the stored one must be the version before. */
export const updateOrder = (store: Store, order: Order): Promise<Order> =>
  putLarge(store, orderLayout, order);

/** The order that our reference in the ERP, or our number, belongs to; read consistently enough to be followed by `getOrder`. */
export async function findOrderId(
  store: Store,
  company: string,
  number: string,
): Promise<string | undefined> {
  const [orderId] = await idsNumbered(store, { company, entity: 'order', number });
  return orderId;
}

/** By state, in each the latest first; of an account the latest first. */
export async function listOrders(
  store: Store,
  filter: OrderFilter,
  page: PageRequest,
): Promise<Page<OrderRow>> {
  const { company, accountId, orderNumber: number } = filter;
  const states = filter.states ?? orderStateSchema.options;
  const hasState = (row: OrderRow) => states.includes(row.state);
  if (number !== undefined) {
    const rows = await rowsNumbered(store, { company, entity: 'order', number }, orderRowSchema);
    return { items: rows.filter((row) => hasState(row) && isAsked(accountId, row.accountId)) };
  }
  return listSales(
    store,
    {
      ...{ company, kind: 'order', accountId, schema: orderRowSchema, isWanted: hasState },
      stretches: states.map((each) => ({ partition: indexes.inState(company, 'order', each) })),
    },
    page,
  );
}
