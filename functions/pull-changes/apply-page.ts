import { hash } from 'node:crypto';
import type { Entity } from '../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../domain/deliveries/delivery-message.ts';
import { settleFirst } from '../../domain/deliveries/settle-delivery.ts';
import { EventsNotTakenError } from '../../domain/errors.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { OutcomeCounts } from '../../domain/records/delivery.ts';
import type { JsonValue } from '../shared/erp/lossless-json.ts';
import { archiveBatch } from '../shared/ingestion/archive-batch.ts';
import { ingestDelivery } from '../shared/ingestion/ingest-delivery.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { receivedDelivery } from '../shared/ingestion/received-delivery.ts';
import { writeSettlements } from '../shared/ingestion/write-settlements.ts';
import { seededUuidV7 } from '../shared/platform/uuid-v7.ts';

export interface PageToApply {
  readonly connection: Connection;
  readonly entity: Entity;
  readonly resource: string;
  readonly runStartedAt: string;
  readonly cursor: string | undefined;
  readonly payloads: readonly JsonValue[];
}

/**
 * A pulled page is a delivery: archived, applied and recorded like a webhook. Its id follows from the run and the page, so that a page
 * tried again after a crash finds its own work and announces it. An empty page is none.
 */
export async function applyPage(ports: IngestionPorts, page: PageToApply): Promise<OutcomeCounts> {
  if (page.payloads.length === 0) return {};
  const bytes = Buffer.from(JSON.stringify(page.payloads));
  const body = { company: page.connection.company, bytes };
  const places = await archiveBatch(ports, [body]);
  const message = messageOf(page, bytes);
  const ingested = await ingestDelivery(ports, { message, bytes, isLastTry: false });
  const unpublished = await ports.events.publish(ingested.events);
  if (unpublished.size > 0)
    throw new EventsNotTakenError(`The bus took not all events of page ${message.deliveryId}.`);
  const part = {
    entities: [page.entity],
    outcomes: ingested.outcomes,
    attempt: { at: new Date(ports.now()).toISOString(), trigger: 'delivery' as const },
  };
  const received = receivedDelivery(message, places.get(body));
  await writeSettlements(ports, [{ received, part, numbers: ingested.numbers, isFirst: false }]);
  return settleFirst(received, part).counts;
}

type PageMessage = Omit<DeliveryMessage, 'body'>;

function messageOf(
  { connection, entity, resource, runStartedAt, cursor }: PageToApply,
  bytes: Uint8Array,
): PageMessage {
  const { company, connectionId } = connection;
  return {
    deliveryId: seededUuidV7(
      Date.parse(runStartedAt),
      [connectionId, entity, resource, cursor ?? ''].join('\n'),
    ),
    ...{ company, connectionId, entity, entities: [entity], resource },
    receivedAt: runStartedAt,
    channel: 'pull',
    sha256: hash('sha256', bytes, 'hex'),
    size: bytes.length,
    contentType: 'application/json',
    headers: {},
  };
}
