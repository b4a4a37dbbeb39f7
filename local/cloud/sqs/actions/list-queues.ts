import * as z from 'zod';
import type { Sqs } from '../service.ts';

const inputSchema = z.object({ QueueNamePrefix: z.string().default('') });

/** All queues in one answer: the embedded cloud has few. */
export function listQueues(sqs: Sqs, input: unknown): { QueueUrls: string[] } {
  const { QueueNamePrefix: prefix } = inputSchema.parse(input);
  const names = [...sqs.queues.all()].map((queue) => queue.name).filter((name) => name.startsWith(prefix));
  return { QueueUrls: names.toSorted().map((name) => sqs.urlOf(name)) };
}
