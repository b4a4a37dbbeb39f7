import { hash } from 'node:crypto';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { Channel, DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import { settleFirst } from '../../../domain/deliveries/settle-delivery.ts';
import { EventsNotTakenError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { OutcomeCounts } from '../../../domain/records/delivery.ts';
import { seededUuidV7 } from '../platform/uuid-v7.ts';
import { archiveBatch } from './archive-batch.ts';
import { ingestDelivery } from './ingest-delivery.ts';
import type { IngestionPorts } from './ports.ts';
import { receivedDelivery } from './received-delivery.ts';
import { writeSettlements } from './write-settlements.ts';

/** A delivery that nobody sent: we asked for it. */
export interface OwnDelivery {
  readonly connection: Connection;
  readonly channel: Exclude<Channel, 'webhook'>;
  readonly entity: Entity;
  readonly resource?: string;
  /** When the run began that it belongs to. */
  readonly startedAt: string;
  /** Tells it from all other deliveries of the run, the same each time it is tried. */
  readonly name: string;
  readonly entries: readonly unknown[];
}

/**
 * Archives, applies and records what we asked for, like a webhook. Its id follows from the run and its name, so that one tried
 * again after a crash finds its own work and announces it. Without entries there is none.
 */
export async function applyOwnDelivery(ports: IngestionPorts, own: OwnDelivery): Promise<OutcomeCounts> {
  if (own.entries.length === 0) return {};
  const bytes = Buffer.from(JSON.stringify(own.entries));
  const body = { company: own.connection.company, bytes };
  const places = await archiveBatch(ports, [body]);
  const message = messageOf(own, bytes);
  const ingested = await ingestDelivery(ports, { message, bytes, isLastTry: false });
  const unpublished = await ports.events.publish(ingested.events);
  if (unpublished.size > 0)
    throw new EventsNotTakenError(`The bus took not all events of delivery ${message.deliveryId}.`);
  const part = {
    entities: [own.entity],
    outcomes: ingested.outcomes,
    attempt: { at: new Date(ports.now()).toISOString(), trigger: 'delivery' as const },
  };
  const received = receivedDelivery(message, places.get(body));
  await writeSettlements(ports, [{ received, part, numbers: ingested.numbers, isFirst: false }]);
  return settleFirst(received, part).counts;
}

type OwnMessage = Omit<DeliveryMessage, 'body'>;

function messageOf(own: OwnDelivery, bytes: Uint8Array): OwnMessage {
  const { connection, entity, resource, startedAt, channel, name } = own;
  const { company, connectionId } = connection;
  return {
    deliveryId: seededUuidV7(Date.parse(startedAt), [connectionId, entity, name].join('\n')),
    ...{ company, connectionId, entity, entities: [entity], channel },
    ...(resource === undefined ? {} : { resource }),
    receivedAt: startedAt,
    sha256: hash('sha256', bytes, 'hex'),
    size: bytes.length,
    contentType: 'application/json',
    headers: {},
  };
}
