import * as z from 'zod';
import { changeVisibility } from '../change-visibility.ts';
import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

export const visibilitySchema = z.object({
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().min(0).max(43_200),
});
const inputSchema = visibilitySchema.extend(queueUrlSchema.shape);

export async function changeMessageVisibility(sqs: Sqs, input: unknown): Promise<void> {
  const { QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: seconds } = inputSchema.parse(input);
  await changeVisibility(sqs, sqs.queues.byUrl(url), { handle, seconds });
}
