import type { ReceivedMessage } from '../sqs/index.ts';

/** The event a function gets for a batch of queue messages. */
export function sqsEvent(queueArn: string, messages: readonly ReceivedMessage[]): { Records: unknown[] } {
  return { Records: messages.map((message) => record(queueArn, message)) };
}

function record(queueArn: string, message: ReceivedMessage): Record<string, unknown> {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: messageAttributes(message),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  };
}

function messageAttributes(message: ReceivedMessage): Record<string, unknown> {
  const entries = Object.entries(message.MessageAttributes ?? {});
  return Object.fromEntries(
    entries.map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  );
}
