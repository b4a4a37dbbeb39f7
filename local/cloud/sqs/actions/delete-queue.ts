import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

export async function deleteQueue(sqs: Sqs, input: unknown): Promise<void> {
  const { name } = sqs.queues.byUrl(queueUrlSchema.parse(input).QueueUrl);
  await sqs.queues.remove(name);
}
