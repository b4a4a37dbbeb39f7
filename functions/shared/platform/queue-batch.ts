import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** A message as the queue brings it; `receives` counts how often it did. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly receives: number;
}

export const queuedMessages = ({ Records }: SQSEvent): QueuedMessage[] =>
  Records.map(({ messageId, body, attributes }) => ({
    messageId,
    body,
    receives: Number(attributes.ApproximateReceiveCount),
  }));

/** Only what failed comes again. */
export const batchResponse = (failed: readonly string[]): SQSBatchResponse => ({
  batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })),
});
