import * as z from 'zod';
import { isUnderWay } from '../../domain/orders/order-states.ts';
import type { Order } from '../../domain/records/order.ts';
import { orderKey } from '../shared/orders/hand-over-keys.ts';
import { debtorKeysOf } from './debtor-keys-of.ts';
import { requireOrder } from '../shared/orders/order-context.ts';
import type { OrderAlarms, OrderRecords } from '../shared/orders/order-ports.ts';
import { orderStepSchema, type OrderStep } from '../shared/orders/order-step.ts';
import { reasonOfStop } from './reason-of-stop.ts';

const refusalSchema = z.object({
  code: z.string().max(60),
  reason: z.string().min(1),
  field: z.string().max(200).nullish(),
});

/** Either a step said why, or it failed as a state machine catches it. */
export const parkOrderSchema = orderStepSchema.extend({
  /** Whose release it was that ended here; null where nobody said. */
  attempt: z.int().positive().nullish(),
  why: z.union([
    refusalSchema,
    z.object({ failure: z.object({ Error: z.string(), Cause: z.string().default('') }) }),
  ]),
});
export type ParkOrder = z.infer<typeof parkOrderSchema>;

/** `open`: a request may still be under way, so it is looked after instead. `settled`: somebody else brought it to an end, or released it anew. */
export interface Parked {
  readonly outcome: 'parked' | 'open' | 'settled';
}

/** Keeps on the order why it stopped. What may just be coming into being is never parked: its end is found out first (H2). */
export async function parkOrder(ports: OrderRecords & OrderAlarms, input: ParkOrder): Promise<Parked> {
  const order = await requireOrder(ports, input);
  if (!isUnderWay(order.state) || wasReleasedAnew(order, input)) return { outcome: 'settled' };
  if (await mayStillLand(ports, input, order)) return { outcome: 'open' };
  const at = new Date(ports.now()).toISOString();
  const parked = { ...reasonOfStop(input.why), at };
  await ports.orders.save({ ...order, state: 'parked', parked, updatedAt: at, version: order.version + 1 });
  ports.counts.count('order-parked');
  return { outcome: 'parked' };
}

/** What stopped a run of before was mended meanwhile, perhaps: the run of the new release finds out. */
const wasReleasedAnew = ({ handOverAttempt }: Order, { attempt }: ParkOrder): boolean =>
  handOverAttempt > (attempt ?? handOverAttempt);

async function mayStillLand(
  ports: OrderRecords,
  { company, orderId }: OrderStep,
  order: Order,
): Promise<boolean> {
  const keys = [orderKey(orderId), ...(await debtorKeysOf(ports, order))];
  const known = await Promise.all(keys.map((key) => ports.ledger.read(company, key)));
  return known.some((state) => state?.status === 'sending' || state?.status === 'unknown');
}
