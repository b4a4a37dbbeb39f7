import type { Entity } from '../../../domain/canonical/change.ts';
import type { ArchivedBody, DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { ChangeOutcome, Delivery, OutcomeCounts } from '../../../domain/records/delivery.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { getDelivery, updateDelivery } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';

export interface DeliveryVersion {
  readonly company: string;
  readonly deliveryId: string;
  readonly expectedVersion: number;
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
  await sendAgain(ports, delivery, 'release');
  return delivery;
}

/** To the queue of every entity it announces: what is already applied says so and changes nothing. */
export async function sendAgain(
  ports: AdminPorts,
  delivery: Delivery,
  reason: 'release' | 'replay',
): Promise<readonly Entity[]> {
  const archived = requireArchived(delivery);
  const entities =
    delivery.entities.length > 0 ? delivery.entities : await ports.deliveries.entitiesOf(delivery);
  const message = messageOf(delivery, { entities: [...entities], archived, reason });
  await Promise.all(entities.map((entity) => ports.queues.send(entity, { ...message, entity })));
  return entities;
}

export function requireArchived({ archive, deliveryId }: Delivery): ArchivedBody {
  if (!archive) throw conflict(`Delivery ${deliveryId} is still on its way; wait until it is settled.`);
  return archive;
}

function messageOf(
  delivery: Delivery,
  {
    entities,
    archived,
    reason,
  }: { entities: Entity[]; archived: ArchivedBody; reason: 'release' | 'replay' },
): Omit<DeliveryMessage, 'entity'> {
  const { deliveryId, company, connectionId, receivedAt, channel, sha256, size, contentType, headers } =
    delivery;
  return {
    ...{ deliveryId, company, connectionId, receivedAt, channel, sha256, size, headers, entities, reason },
    ...(contentType !== undefined && { contentType }),
    body: { archived },
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
  return updateDelivery(ports.store, {
    ...delivery,
    state: 'ignored',
    reason,
    settledAt: at,
    changes: delivery.changes.map((change) =>
      change.state === 'parked' ? discarded(change, reason) : change,
    ),
    counts: movedCounts(delivery.counts),
    attempts: [...delivery.attempts, { at, trigger: 'discard', state: 'ignored', reason }],
    version: delivery.version + 1,
  });
}

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
