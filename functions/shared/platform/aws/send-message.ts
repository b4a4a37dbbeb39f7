import { awsCall } from './call.ts';

/** Puts text into a queue, to be brought after a delay if one is given; resolves when the queue has it for good. */
export type SendMessage = (queueUrl: string, text: string, delaySeconds?: number) => Promise<void>;

export function messageSender(): SendMessage {
  const call = awsCall('sqs');
  return async (QueueUrl, MessageBody, DelaySeconds) =>
    void (await call('SendMessage', { QueueUrl, MessageBody, DelaySeconds }));
}
