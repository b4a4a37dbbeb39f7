import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { QueueDepth, Queues } from '../ports.ts';

export interface QueueUrls {
  readonly entities: Readonly<Record<Entity, string>>;
  readonly deadLetters: readonly string[];
}

export const queues = (client: SQSClient, urls: QueueUrls): Queues => ({
  async send(entity, message) {
    await client.send(
      new SendMessageCommand({ QueueUrl: urls.entities[entity], MessageBody: JSON.stringify(message) }),
    );
  },
  depths: () => Promise.all(Object.values(urls.entities).map((url) => depthOf(client, url))),
  deadLetterDepths: () => Promise.all(urls.deadLetters.map((url) => depthOf(client, url))),
});

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
