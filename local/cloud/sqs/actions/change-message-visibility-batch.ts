import { changeVisibility } from '../change-visibility.ts';
import type { Sqs } from '../service.ts';
import { batchSchema, eachEntry, type BatchResult } from './batch.ts';
import { visibilitySchema } from './change-message-visibility.ts';

const inputSchema = batchSchema(visibilitySchema.shape);

export async function changeMessageVisibilityBatch(sqs: Sqs, input: unknown): Promise<BatchResult<void>> {
  const { QueueUrl: url, Entries: entries } = inputSchema.parse(input);
  const queue = sqs.queues.byUrl(url);
  return eachEntry(entries, (entry) =>
    changeVisibility(sqs, queue, { handle: entry.ReceiptHandle, seconds: entry.VisibilityTimeout }),
  );
}
