import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { aQueue, MIB } from '../../../../support/sqs/a-queue.ts';

describe('a batch', () => {
  it('tells for every entry whether it worked', async () => {
    const { client, QueueUrl } = await aQueue();
    const Entries = [
      { Id: 'a', MessageBody: 'fine' },
      { Id: 'b', MessageBody: 'nul \u0000' },
    ];

    const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    expect(Successful?.map(({ Id }) => Id)).toEqual(['a']);
    expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }]);
  });

  it('deletes and releases many at once', async () => {
    const { client, QueueUrl, send, receive, bodies } = await aQueue();
    await Promise.all(['1', '2', '3', '4'].map((body) => send(body)));
    const handles = (await receive()).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));

    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles.slice(0, 2) }));
    const released = handles.slice(2).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    const broken = { Id: 'broken', ReceiptHandle: 'nonsense', VisibilityTimeout: 0 };
    const { Failed } = await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [...released, broken] }),
    );

    expect(Failed).toMatchObject([{ Id: 'broken', Code: 'ReceiptHandleIsInvalid' }]);
    expect(await bodies()).toHaveLength(2);
  });

  it.each([
    ['EmptyBatchRequest', []],
    [
      'TooManyEntriesInBatchRequest',
      Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' })),
    ],
    [
      'BatchEntryIdsNotDistinct',
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ],
    ],
    ['BatchRequestTooLong', ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(MIB / 2 + 1) }))],
  ])('is refused as %s', async (name, Entries) => {
    const { client, QueueUrl } = await aQueue();

    await expect(client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
      name,
    });
  });
});
