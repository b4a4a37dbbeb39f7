import type { ChangeOutcome, Delivery, FinalState, OutcomeCounts } from '../../../domain/records/delivery.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { getDelivery, updateDelivery } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';
import { without } from '../views/without.ts';
import { releasability } from './releasability.ts';
import { sendAgain } from './send-again.ts';

export interface DeliveryVersion {
  readonly company: string;
  readonly deliveryId: string;
  readonly expectedVersion: number;
  /** The person who decides, kept with the attempt. */
  readonly by: string;
}

export async function requireDelivery(
  ports: AdminPorts,
  company: string,
  deliveryId: string,
): Promise<Delivery> {
  const delivery = await getDelivery(ports.store, company, deliveryId);
  if (!delivery) throw notFound(`delivery ${deliveryId}`);
  return delivery;
}

/** Sends a parked delivery through its queues again; what becomes of it is recorded there, as for any delivery. */
export async function releaseDelivery(ports: AdminPorts, address: DeliveryVersion): Promise<Delivery> {
  const delivery = await parkedDelivery(ports, address);
  await releasability(ports, address.company)(delivery);
  await sendAgain(ports, delivery, { reason: 'release', by: address.by });
  return delivery;
}

/** A person decided that it shall have no effect: ignored, with the reason, and still in the archive. */
export async function discardDelivery(
  ports: AdminPorts,
  address: DeliveryVersion,
  reason: string,
): Promise<Delivery> {
  return discard(ports, await parkedDelivery(ports, address), { by: address.by, reason });
}

export function discard(
  ports: AdminPorts,
  delivery: Delivery,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<Delivery> {
  const at = ports.now().toISOString();
  const counts = movedCounts(delivery.counts);
  return updateDelivery(ports.store, {
    ...delivery,
    ...{ state: stateOf(counts), counts, reason, settledAt: at, version: delivery.version + 1 },
    changes: delivery.changes.map((change) =>
      change.state === 'parked' ? discarded(change, reason) : change,
    ),
    attempts: [...delivery.attempts, { at, trigger: 'discard', by, state: 'ignored', reason }],
  });
}

/** Other changes of the same delivery keep their effect, and it goes before what had none. */
const stateOf = (counts: OutcomeCounts): FinalState =>
  (['applied', 'superseded', 'duplicate'] as const).find((state) => (counts[state] ?? 0) > 0) ?? 'ignored';

const discarded = (change: ChangeOutcome, reason: string): ChangeOutcome => ({
  ...without(change, 'cause'),
  state: 'ignored',
  reason,
});

function movedCounts({ parked = 0, ignored = 0, ...others }: OutcomeCounts): OutcomeCounts {
  return { ...others, ignored: ignored + parked };
}

async function parkedDelivery(ports: AdminPorts, address: DeliveryVersion): Promise<Delivery> {
  const delivery = await requireDelivery(ports, address.company, address.deliveryId);
  assertVersion(delivery.version, address.expectedVersion);
  if (delivery.state !== 'parked') throw conflict(`The delivery is ${delivery.state}, not parked.`);
  return delivery;
}
