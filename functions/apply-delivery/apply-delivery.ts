import { hash } from 'node:crypto';
import {
  deliveryMessageSchema,
  type ArchivedBody,
  type DeliveryMessage,
} from '../../domain/deliveries/delivery-message.ts';
import { archiveBatch } from '../shared/ingestion/archive-batch.ts';
import { ingestDelivery, type IngestedDelivery } from '../shared/ingestion/ingest-delivery.ts';
import { readMessageBody } from '../shared/ingestion/message-body.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { writeSettlements } from '../shared/ingestion/write-settlements.ts';
import type { FailureLog } from '../shared/platform/failure-log.ts';
import type { QueuedMessage } from '../shared/platform/queue-batch.ts';
import { comesAgain, mayWait, secondsToWait, type LaterQueue } from './postpone.ts';
import { settlementOf } from './settlement-of.ts';

export interface ApplyPorts extends IngestionPorts {
  readonly failures: FailureLog;
  readonly queues: LaterQueue;
  /** After this many receives the queue gives up on a message. */
  readonly mostReceives: number;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receives: number;
  readonly message: DeliveryMessage;
  readonly company: string;
  readonly bytes: Uint8Array;
}

export interface AppliedMessage {
  readonly received: ReceivedMessage;
  readonly ingested: IngestedDelivery;
}

interface PostponedMessage extends Named {
  readonly received: ReceivedMessage;
  readonly seconds: number;
}

type Named = Pick<ReceivedMessage, 'messageId' | 'receives'>;

/**
 * Applies a batch of deliveries and answers which messages the queue must bring again. Raw bytes are archived while records are written; a
 * delivery is recorded only when both are done (W1). All of it may happen twice without harm: the second time finds its own work.
 */
export async function applyDeliveries(ports: ApplyPorts, batch: readonly QueuedMessage[]): Promise<string[]> {
  const received = await thoseThatWork(ports, batch, (queued) => receive(ports, queued));
  const [places, tried] = await Promise.all([
    archiveBatch(
      ports,
      received.filter(({ message }) => !('archived' in message.body)),
    ),
    thoseThatWork(ports, received, (one) => apply(ports, one)),
  ]);
  const applied = tried.filter((one) => 'ingested' in one);
  const postponed = tried.filter((one) => 'seconds' in one);
  const [unpublished, toComeAgain] = await Promise.all([
    ports.events.publish(applied.flatMap(({ ingested }) => ingested.events)),
    thoseThatWork(ports, postponed, (one) => bringLater(ports, one, placeOf(one.received, places))),
    writeSettlements(
      ports,
      applied.map((one) => settlementOf(one, placeOf(one.received, places), ports.now())),
    ),
  ]);
  const told = applied.filter(({ ingested }) => !ingested.events.some((event) => unpublished.has(event)));
  const done = new Set([...told.map(({ received: { messageId } }) => messageId), ...toComeAgain]);
  return batch.map(({ messageId }) => messageId).filter((messageId) => !done.has(messageId));
}

/** One bad message never costs the others of its batch. */
async function thoseThatWork<Item extends Named, Result>(
  { failures }: ApplyPorts,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const ended = await Promise.allSettled(items.map(work));
  return ended.flatMap((end, index) => {
    if (end.status === 'fulfilled') return [end.value];
    failures.note(end.reason, items[index]);
    return [];
  });
}

async function receive(
  { archive }: ApplyPorts,
  { messageId, body, receives }: QueuedMessage,
): Promise<ReceivedMessage> {
  const message = deliveryMessageSchema.parse(JSON.parse(body));
  const bytes = await readMessageBody(message.body, archive);
  const sha256 = hash('sha256', bytes, 'hex');
  if (sha256 !== message.sha256)
    throw new Error(`Delivery ${message.deliveryId} does not hash to what was received (W3).`);
  return { messageId, receives, message, company: message.company, bytes };
}

async function apply(ports: ApplyPorts, one: ReceivedMessage): Promise<AppliedMessage | PostponedMessage> {
  const isLastTry = one.receives >= ports.mostReceives;
  const now = ports.now();
  try {
    const given = { ...one, isLastTry, mayWait: mayWait(one.message, now) };
    return { received: one, ingested: await ingestDelivery(ports, given) };
  } catch (error) {
    const seconds = secondsToWait(error, one.message, now);
    if (seconds !== undefined) return { ...one, received: one, seconds };
    if (!isLastTry) throw error;
    ports.failures.note(error, one);
    return { received: one, ingested: unexpected(one.message) };
  }
}

/** Answers the id of the message that the new one stands for. */
async function bringLater(
  { queues, now }: ApplyPorts,
  { received, seconds }: PostponedMessage,
  archived: ArchivedBody | undefined,
): Promise<string> {
  await queues.later(comesAgain(received.message, archived, now()), seconds);
  return received.messageId;
}

/** Better shown to a person, who can release it once the fault is mended, than lost in a dead-letter queue. */
const unexpected = ({ entity }: DeliveryMessage): IngestedDelivery => ({
  outcomes: [
    {
      entity,
      state: 'parked',
      cause: 'unexpected',
      reason:
        'An unexpected error; the log names it together with this delivery. Release it once that is mended.',
    },
  ],
  numbers: [],
  events: [],
});

const placeOf = (
  one: ReceivedMessage,
  places: ReadonlyMap<ReceivedMessage, ArchivedBody>,
): ArchivedBody | undefined => ('archived' in one.message.body ? one.message.body.archived : places.get(one));
