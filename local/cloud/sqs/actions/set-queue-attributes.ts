import * as z from 'zod';
import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

const inputSchema = queueUrlSchema.extend({ Attributes: z.record(z.string(), z.string()) });

export async function setQueueAttributes(sqs: Sqs, input: unknown): Promise<void> {
  const { QueueUrl: url, Attributes: changed } = inputSchema.parse(input);
  const queue = sqs.queues.byUrl(url);
  await sqs.queues.save(queue.name, { ...queue.attributes, ...changed });
}
