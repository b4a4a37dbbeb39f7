import { hash } from 'node:crypto';
import { messageAttributesSchema, type MessageAttributes } from './message-attributes.ts';
import type { StoredMessage } from './message-store.ts';
import { nameInArn, seconds, type Queue } from './queue.ts';
import { receiptHandle } from './receipt.ts';
import type { Sqs } from './service.ts';

export interface ReceiveRequest {
  readonly queue: Queue;
  readonly max: number;
  readonly visibilitySeconds?: number | undefined;
  readonly waitSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: Record<string, string>;
  readonly MessageAttributes?: MessageAttributes;
}

/** Takes due messages; with none it waits as long as asked for the first one to arrive or to become visible. */
export async function receive(sqs: Sqs, request: ReceiveRequest): Promise<ReceivedMessage[]> {
  const { queue, signal } = request;
  const waitSeconds = request.waitSeconds ?? seconds(queue, 'ReceiveMessageWaitTimeSeconds');
  const deadline = sqs.clock.now() + waitSeconds * 1000;
  while (!signal?.aborted && !sqs.closing.aborted) {
    const messages = await take(sqs, request);
    if (messages.length > 0 || sqs.clock.now() >= deadline || sqs.closing.aborted) return messages;
    await sqs.arrivals.wait(queue.name, Math.min(deadline, sqs.messages.nextVisibleAt(queue.name)), signal);
  }
  return [];
}

async function take(sqs: Sqs, { queue, max, visibilitySeconds }: ReceiveRequest): Promise<ReceivedMessage[]> {
  const now = sqs.clock.now();
  const ready = sqs.messages.ready(queue.name, now, max);
  if (ready.length === 0) return [];
  const visibleAt = now + (visibilitySeconds ?? seconds(queue, 'VisibilityTimeout')) * 1000;
  const [exhausted, takeable] = splitExhausted(sqs, queue, ready);

  // No await between reading and here: nobody else can have taken one of them.
  await sqs.journal.write(() => {
    for (const message of exhausted) sqs.messages.bury(message, { ...graveOf(queue), now });
    for (const message of takeable) sqs.messages.take(message, now, visibleAt);
  });
  if (exhausted.length > 0) sqs.arrivals.announce(graveOf(queue).queue);
  return takeable.map((message) => received(message, now));
}

/** A message goes to the dead-letter queue when a receive more than allowed is asked for, as in AWS. */
function splitExhausted(sqs: Sqs, queue: Queue, ready: StoredMessage[]): [StoredMessage[], StoredMessage[]] {
  const { redrive } = queue;
  if (!redrive || !sqs.queues.find(graveOf(queue).queue)) return [[], ready];
  const isExhausted = (message: StoredMessage): boolean => message.receives >= redrive.maxReceiveCount;
  return [ready.filter(isExhausted), ready.filter((message) => !isExhausted(message))];
}

function graveOf(queue: Queue): { queue: string; from: string } {
  return { queue: nameInArn(queue.redrive?.deadLetterTargetArn ?? '') ?? '', from: queue.arn };
}

function received(message: StoredMessage, now: number): ReceivedMessage {
  const receives = message.receives + 1;
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle({ seq: message.seq, id: message.id, receives }),
    Body: message.body,
    MD5OfBody: hash('md5', message.body),
    Attributes: {
      SenderId: 'orderseam',
      SentTimestamp: String(message.sent_at),
      ApproximateReceiveCount: String(receives),
      ApproximateFirstReceiveTimestamp: String(message.first_received_at ?? now),
      ...(message.source_arn !== null && { DeadLetterQueueSourceArn: message.source_arn }),
    },
    ...(message.attributes !== null && {
      MessageAttributes: messageAttributesSchema.parse(JSON.parse(message.attributes)),
    }),
  };
}
