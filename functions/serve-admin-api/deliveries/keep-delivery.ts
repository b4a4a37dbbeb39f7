import type { ArchivedBody, DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { ChangeOutcome, Delivery, FinalState, OutcomeCounts } from '../../../domain/records/delivery.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { getDelivery, updateDelivery } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';

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
  await sendAgain(ports, delivery, { reason: 'release', by: address.by });
  return delivery;
}

/** Why a stored delivery goes through the queues again, and who wants it. */
export type Wish = Required<Pick<DeliveryMessage, 'reason' | 'by'>>;

/** One message for all that it announces: what is applied already says so and changes nothing. */
export async function sendAgain({ queues }: AdminPorts, delivery: Delivery, wish: Wish): Promise<void> {
  const message = messageOf(delivery, requireArchived(delivery), wish);
  await queues.send(message.entity, message);
}

export function requireArchived({ archive, deliveryId }: Delivery): ArchivedBody {
  if (!archive) throw conflict(`Delivery ${deliveryId} is still on its way; wait until it is settled.`);
  return archive;
}

/** What was parked at the door announced no entity yet; any queue will do for reading it again. */
function messageOf(delivery: Delivery, archived: ArchivedBody, wish: Wish): DeliveryMessage {
  const { deliveryId, company, connectionId, receivedAt, channel, sha256, size, headers } = delivery;
  const { contentType, resource, refusedEntries } = delivery;
  const [entity = 'debtor', ...others] = delivery.entities;
  return {
    ...{ deliveryId, company, connectionId, receivedAt, channel, sha256, size, headers, ...wish },
    ...{ entity, entities: [entity, ...others], body: { archived } },
    ...(contentType !== undefined && { contentType }),
    ...(resource !== undefined && { resource }),
    ...(refusedEntries !== undefined && { refusedEntries }),
  };
}

/** A person decided that it shall have no effect: ignored, with the reason, and still in the archive. */
export async function discardDelivery(
  ports: AdminPorts,
  address: DeliveryVersion,
  reason: string,
): Promise<Delivery> {
  const delivery = await parkedDelivery(ports, address);
  const at = ports.now().toISOString();
  const counts = movedCounts(delivery.counts);
  return updateDelivery(ports.store, {
    ...delivery,
    ...{ state: stateOf(counts), counts, reason, settledAt: at, version: delivery.version + 1 },
    changes: delivery.changes.map((change) =>
      change.state === 'parked' ? discarded(change, reason) : change,
    ),
    attempts: [...delivery.attempts, { at, trigger: 'discard', by: address.by, state: 'ignored', reason }],
  });
}

/** Other changes of the same delivery keep their effect, and it goes before what had none. */
const stateOf = (counts: OutcomeCounts): FinalState =>
  (['applied', 'superseded', 'duplicate'] as const).find((state) => (counts[state] ?? 0) > 0) ?? 'ignored';

const discarded = (change: ChangeOutcome, reason: string): ChangeOutcome => ({
  ...change,
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
