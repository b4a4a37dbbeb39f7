import type { Order } from '../../../domain/records/order.ts';
import { anOrder, anOrderLine } from '../../support/sales/sale-records.ts';
import { COMPANY, START } from './scene.ts';

export const instant = (ms: number): string => new Date(ms).toISOString();

export const next = (order: Order): Order => ({ ...order, version: order.version + 1 });

/** An order as a person has just released it. */
export const releasedOrder = (orderId: string): Order =>
  anOrder({
    ...{ company: COMPANY, orderId, state: 'released', handOverAttempt: 1 },
    ...{ releasedBy: 'anna', releasedAt: instant(START - 5_000) },
  });

/** Every other time its amount changes too. */
export function edited(order: Order, amount: number): Order {
  const net = amount % 2 === 0 ? order.totals.net : `${100 + amount}.00`;
  const prices = { net, netAfterDiscount: net, unitPrice: net };
  const lines = [anOrderLine({ ...prices, description: `edited ${amount}` })];
  return { ...next(order), totals: { ...order.totals, net }, lines };
}
