import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { StoredMessage } from '../message-store.ts';
import { nameInArn, type Queue } from '../queue.ts';
import type { Sqs } from '../service.ts';

const inputSchema = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() });
const ALL = 2 ** 31;

/** Redrive: all messages leave the dead-letter queue in one step, to where they came from or to one destination. */
export async function startMessageMoveTask(sqs: Sqs, input: unknown): Promise<{ TaskHandle: string }> {
  const { SourceArn: source, DestinationArn: destination } = inputSchema.parse(input);
  const from = sqs.queues.byArn(source);
  const now = sqs.clock.now();
  const moves = sqs.messages
    .ready(from.name, now, ALL)
    .map((message) => ({ message, to: destinationOf(sqs, message, destination) }));
  await sqs.journal.write(() =>
    moves.forEach(({ message, to }) => sqs.messages.redrive(message, to.name, now)),
  );
  moves.forEach(({ to }) => sqs.arrivals.announce(to.name));
  return { TaskHandle: randomUUID() };
}

function destinationOf(sqs: Sqs, message: StoredMessage, destination: string | undefined): Queue {
  const arn = destination ?? message.source_arn ?? undefined;
  const queue = arn === undefined ? undefined : sqs.queues.find(nameInArn(arn) ?? '');
  if (queue) return queue;
  throw new AwsError(
    'ResourceNotFoundException',
    `Message ${message.id} has no queue to go to; name a destination.`,
  );
}
