import * as z from 'zod';
import { parseReceipt } from '../receipt.ts';
import type { Sqs } from '../service.ts';
import { batchSchema, eachEntry, type BatchResult } from './batch.ts';

const inputSchema = batchSchema({ ReceiptHandle: z.string() });

export async function deleteMessageBatch(sqs: Sqs, input: unknown): Promise<BatchResult<void>> {
  const { QueueUrl: url, Entries: entries } = inputSchema.parse(input);
  sqs.queues.byUrl(url);
  return eachEntry(entries, (entry) => {
    const receipt = parseReceipt(entry.ReceiptHandle);
    return sqs.journal.write(() => sqs.messages.remove(receipt));
  });
}
