import { AwsError } from '../../aws-json/aws-error.ts';
import { outgoingSchema, send, sizeOf, type Sent } from '../send.ts';
import type { Sqs } from '../service.ts';
import { batchSchema, eachEntry, type BatchResult } from './batch.ts';

const inputSchema = batchSchema(outgoingSchema.shape);
const LARGEST_BATCH = 1_048_576;

export async function sendMessageBatch(sqs: Sqs, input: unknown): Promise<BatchResult<Sent | undefined>> {
  const { QueueUrl: url, Entries: entries } = inputSchema.parse(input);
  const queue = sqs.queues.byUrl(url);
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LARGEST_BATCH) {
    throw new AwsError('BatchRequestTooLong', `A batch may have ${LARGEST_BATCH} bytes.`);
  }
  return eachEntry(entries, async (entry) => (await send(sqs, queue, [entry]))[0]);
}
