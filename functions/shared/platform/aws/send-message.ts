import { awsCall } from './call.ts';

/** Puts text into a queue; resolves when the queue has it for good. */
export type SendMessage = (queueUrl: string, text: string) => Promise<void>;

export function messageSender(): SendMessage {
  const call = awsCall('sqs');
  return async (QueueUrl, MessageBody) => void (await call('SendMessage', { QueueUrl, MessageBody }));
}
