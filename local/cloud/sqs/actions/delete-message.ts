import * as z from 'zod';
import { parseReceipt } from '../receipt.ts';
import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

const inputSchema = queueUrlSchema.extend({ ReceiptHandle: z.string() });

/** Deleting what was received again, or is gone already, changes nothing and is no error. */
export async function deleteMessage(sqs: Sqs, input: unknown): Promise<void> {
  const { QueueUrl: url, ReceiptHandle: handle } = inputSchema.parse(input);
  sqs.queues.byUrl(url);
  const receipt = parseReceipt(handle);
  await sqs.journal.write(() => sqs.messages.remove(receipt));
}
