import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDepth } from '../ports.ts';

/** How many messages wait in each queue, as SQS knows it: approximately. */
export const queueDepths = (client: SQSClient, urls: readonly string[]) => (): Promise<QueueDepth[]> =>
  Promise.all(urls.map((url) => depthOf(client, url)));

async function depthOf(client: SQSClient, url: string): Promise<QueueDepth> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    queue: url.slice(url.lastIndexOf('/') + 1),
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}
