import { send, outgoingSchema, type Sent } from '../send.ts';
import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

const inputSchema = outgoingSchema.extend(queueUrlSchema.shape);

export async function sendMessage(sqs: Sqs, input: unknown): Promise<Sent | undefined> {
  const message = inputSchema.parse(input);
  const [sent] = await send(sqs, sqs.queues.byUrl(message.QueueUrl), [message]);
  return sent;
}
