import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { Sqs } from '../service.ts';

const inputSchema = z.object({
  QueueName: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
});

/** Creating a queue again with the attributes that it has is no error; with others it is. */
export async function createQueue(sqs: Sqs, input: unknown): Promise<{ QueueUrl: string }> {
  const { QueueName: name, Attributes: attributes } = inputSchema.parse(input);
  const existing = sqs.queues.find(name);
  const differs = Object.entries(attributes).some(([key, value]) => existing?.attributes[key] !== value);
  if (existing && differs) {
    throw new AwsError('QueueNameExists', `A queue '${name}' exists already with other attributes.`);
  }
  if (!existing) await sqs.queues.save(name, attributes);
  return { QueueUrl: sqs.urlOf(name) };
}
