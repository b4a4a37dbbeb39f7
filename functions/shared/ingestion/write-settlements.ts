import {
  settleAgain,
  settleFirst,
  type ReceivedDelivery,
  type SettledPart,
} from '../../../domain/deliveries/settle-delivery.ts';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { batchWrite } from '../store/batch-write.ts';
import { deliveryWrite, getDelivery, putDelivery } from '../store/deliveries.ts';
import { numberWrite, type NumberRef } from '../store/numbers.ts';
import type { Store } from '../store/store.ts';
import type { IngestionPorts } from './ports.ts';
import { signsOfLife } from './signs-of-life.ts';

export interface Settlement {
  readonly received: ReceivedDelivery;
  readonly part: SettledPart;
  readonly numbers: readonly NumberRef[];
  /** Nothing of this delivery can have been recorded before: one part, brought for the first time. */
  readonly isFirst: boolean;
}

/**
 * Records what deliveries came to, and the numbers of new records. Those brought for the first time share one batch of unconditional
 * writes; any other is added to what is recorded already, after the batch, so that its numbers are there first. Parked ones are counted.
 */
export async function writeSettlements(
  { store, counts }: Pick<IngestionPorts, 'store' | 'counts'>,
  settlements: readonly Settlement[],
): Promise<void> {
  const first = settlements.filter(({ isFirst }) => isFirst);
  const again = settlements.filter(({ isFirst }) => !isFirst);
  await batchWrite(store, [
    ...settlements.flatMap(({ numbers }) => numbers.map((ref) => numberWrite(store, ref))),
    ...first.map(({ received, part }) => deliveryWrite(store, settleFirst(received, part))),
    ...signsOfLife(store, first),
  ]);
  for (const settlement of again) await settleOne(store, settlement);
  for (const { part } of settlements) if (isParked(part)) counts.count('parked');
}

const isParked = ({ outcomes }: SettledPart): boolean => outcomes.some(({ state }) => state === 'parked');

const MOST_ROUNDS = 10;

export async function settleOne(
  store: Store,
  { received, part }: Pick<Settlement, 'received' | 'part'>,
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await getDelivery(store, received.company, received.deliveryId);
    const next = known ? settleAgain(known, part) : settleFirst(received, part);
    if (!next || (await putDelivery(store, next))) return;
  }
  throw new ConcurrentChangeError(`The record of delivery ${received.deliveryId} keeps changing.`);
}
