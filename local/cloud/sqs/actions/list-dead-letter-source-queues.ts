import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

export function listDeadLetterSourceQueues(sqs: Sqs, input: unknown): { queueUrls: string[] } {
  const { arn } = sqs.queues.byUrl(queueUrlSchema.parse(input).QueueUrl);
  const sources = [...sqs.queues.all()].filter((queue) => queue.redrive?.deadLetterTargetArn === arn);
  return { queueUrls: sources.map((queue) => sqs.urlOf(queue.name)) };
}
