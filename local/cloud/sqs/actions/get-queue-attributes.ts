import * as z from 'zod';
import type { Queue } from '../queue.ts';
import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

const inputSchema = queueUrlSchema.extend({ AttributeNames: z.array(z.string()).default([]) });

export function getQueueAttributes(sqs: Sqs, input: unknown): { Attributes: Record<string, string> } {
  const { QueueUrl: url, AttributeNames: names } = inputSchema.parse(input);
  const all = attributesOf(sqs, sqs.queues.byUrl(url));
  const wanted = names.includes('All') ? Object.keys(all) : names;
  const entries = wanted.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const]));
  return { Attributes: Object.fromEntries(entries) };
}

function attributesOf(sqs: Sqs, queue: Queue): Record<string, string> {
  const counts = sqs.messages.count(queue.name, sqs.clock.now());
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
  };
}
