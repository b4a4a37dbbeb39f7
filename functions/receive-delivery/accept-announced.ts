import { createHash } from 'node:crypto';
import type { Entity } from '../../domain/canonical/change.ts';
import type { DeliveryMessage, MessageBody } from '../../domain/deliveries/delivery-message.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { ChangeOutcome } from '../../domain/records/delivery.ts';
import type { RawRequest } from '../shared/erp/types.ts';
import { archiveKey } from '../shared/ingestion/archive-batch.ts';
import { bodyInMessage } from '../shared/ingestion/message-body.ts';
import { receivedDelivery } from '../shared/ingestion/received-delivery.ts';
import { keptContentType } from './kept-headers.ts';
import type { DoorPorts } from './ports.ts';

/** An authentic request and what it announces. */
export interface Announcement {
  readonly connection: Connection;
  readonly request: RawRequest;
  /** What is kept of the request's. */
  readonly headers: Readonly<Record<string, string>>;
  readonly entities: readonly Entity[];
  readonly outcomes: readonly ChangeOutcome[];
  /** Positions of the entries whose secret is wrong. */
  readonly refusedEntries: readonly number[];
}

type MessageCore = Omit<DeliveryMessage, 'entity' | 'body'>;

/**
 * Makes an authentic delivery durable before it is answered (W1): queued once for each entity it touches; or, where there is nothing to
 * apply, or not now, archived and recorded.
 */
export async function acceptAnnounced(ports: DoorPorts, announcement: Announcement): Promise<void> {
  const core = messageCore(ports, announcement);
  const outcomes = outcomesAtTheDoor(announcement);
  if (outcomes) return settleAtTheDoor(ports, announcement, { core, outcomes });
  const body = await messageBody(ports, core, announcement.request.body);
  await Promise.all(core.entities.map((entity) => ports.queues.send(entity, { ...core, entity, body })));
}

function messageCore(
  ports: DoorPorts,
  { connection, request, headers, entities, refusedEntries }: Announcement,
): MessageCore {
  const { company, connectionId } = connection;
  return {
    deliveryId: ports.newId(),
    ...{ company, connectionId },
    receivedAt: new Date(ports.now()).toISOString(),
    entities: [...entities],
    channel: 'webhook',
    sha256: createHash('sha256').update(request.body).digest('hex'),
    size: request.body.length,
    contentType: keptContentType(request.headers),
    headers: { ...headers },
    ...(refusedEntries.length > 0 && { refusedEntries: [...refusedEntries] }),
  };
}

/** Undefined where queues go on with it. */
function outcomesAtTheDoor({
  connection,
  entities,
  outcomes,
}: Announcement): readonly ChangeOutcome[] | undefined {
  if (entities.length === 0) return outcomes.length > 0 ? outcomes : [nothingAnnounced];
  if (connection.state === 'active') return undefined;
  const reason = 'The connection is paused. Resume it, then release this delivery.';
  return [
    ...entities.map((entity): ChangeOutcome => ({ entity, state: 'parked', cause: 'paused', reason })),
    ...outcomes,
  ];
}

const nothingAnnounced: ChangeOutcome = { state: 'ignored', reason: 'It announces no change.' };

async function settleAtTheDoor(
  ports: DoorPorts,
  { request, entities }: Announcement,
  { core, outcomes }: { core: MessageCore; outcomes: readonly ChangeOutcome[] },
): Promise<void> {
  const archive = await archiveAlone(ports, core, request.body);
  await ports.settle({
    received: receivedDelivery(core, archive),
    part: { entities, outcomes, attempt: { at: core.receivedAt, trigger: 'delivery' } },
  });
  if (outcomes.some(({ state }) => state === 'parked')) ports.counts.parked();
}

/** What is too large for a queue waits in the archive. */
const messageBody = async (ports: DoorPorts, core: MessageCore, bytes: Uint8Array): Promise<MessageBody> =>
  bodyInMessage(bytes) ?? { archived: await archiveAlone(ports, core, bytes) };

async function archiveAlone(ports: DoorPorts, { company, deliveryId }: MessageCore, bytes: Uint8Array) {
  const key = archiveKey(company, new Date(ports.now()), deliveryId);
  await ports.archive.put(key, bytes);
  return { key, offset: 0, length: bytes.length };
}
