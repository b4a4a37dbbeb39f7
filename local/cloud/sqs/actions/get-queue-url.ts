import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { Sqs } from '../service.ts';

const inputSchema = z.object({ QueueName: z.string() });

export function getQueueUrl(sqs: Sqs, input: unknown): { QueueUrl: string } {
  const { QueueName: name } = inputSchema.parse(input);
  if (!sqs.queues.find(name)) throw new AwsError('QueueDoesNotExist', `The queue '${name}' does not exist.`);
  return { QueueUrl: sqs.urlOf(name) };
}
