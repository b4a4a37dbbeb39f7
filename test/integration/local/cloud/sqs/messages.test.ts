import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { aQueue, MIB, START } from '../../../../support/sqs/a-queue.ts';

describe('a message', () => {
  it('is received once, hidden while it is worked on, and gone when deleted', async () => {
    const { client, QueueUrl, send, receive, bodies, later } = await aQueue();
    await send('hello');

    const [message] = await receive();
    expect(message?.Body).toBe('hello');
    expect(await bodies()).toEqual([]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    await later(3600);

    expect(await bodies()).toEqual([]);
  });

  it('comes back after its visibility timeout, and counts its receives', async () => {
    const { send, receive, later } = await aQueue({ attributes: { VisibilityTimeout: '60' } });
    await send('hello');
    await receive();
    await later(59);
    expect(await receive()).toEqual([]);
    await later(1);

    const [message] = await receive({ MessageSystemAttributeNames: ['All'] });

    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      SentTimestamp: String(START),
      ApproximateFirstReceiveTimestamp: String(START),
    });
  });

  it('cannot be deleted by who held it before it was received again', async () => {
    const { client, QueueUrl, send, receive, bodies, later } = await aQueue();
    await send('hello');
    const [first] = await receive();
    await later(30);
    await receive();

    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    await later(30);

    expect(await bodies()).toEqual(['hello']);
  });

  it('comes back at once with a visibility of 0, and later with a longer one', async () => {
    const { client, QueueUrl, send, receive, bodies, later } = await aQueue();
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await send('hello');
    const [first] = await receive();

    await change(first?.ReceiptHandle, 0);
    const [second] = await receive();
    expect(second?.Body).toBe('hello');
    await change(second?.ReceiptHandle, 100);
    await later(99);
    expect(await bodies()).toEqual([]);
    await expect(change(first?.ReceiptHandle, 0)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    await later(1);

    expect(await bodies()).toEqual(['hello']);
  });

  it('carries attributes, shown to who asks for them', async () => {
    const { send, receive } = await aQueue();
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'debtor' },
      raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 255) },
    };
    const { MD5OfMessageAttributes } = await send('hello', { MessageAttributes });

    const [plain] = await receive({ VisibilityTimeout: 0 });
    const [full] = await receive({ MessageAttributeNames: ['All'] });

    expect(plain?.MessageAttributes).toBeUndefined();
    expect(full?.MessageAttributes).toMatchObject(MessageAttributes);
    // Computed apart, from the documented layout: name, type and value, each after its length.
    expect(MD5OfMessageAttributes).toBe('60665292eba1d1b8064fe40768d719da');
  });

  it('waits for its own delay or for that of the queue', async () => {
    const { send, bodies, later } = await aQueue({ attributes: { DelaySeconds: '10' } });
    await send('by the queue');
    await send('by itself', { DelaySeconds: 20 });

    expect(await bodies()).toEqual([]);
    await later(10);
    expect(await bodies()).toEqual(['by the queue']);
    await later(10);
    expect(await bodies()).toEqual(['by itself']);
  });

  it('may have 1 MiB, and not a byte more', async () => {
    const { send, receive } = await aQueue();

    await send('x'.repeat(MIB));

    expect((await receive())[0]?.Body).toHaveLength(MIB);
    await expect(send('x'.repeat(MIB + 1))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('is refused with characters that SQS cannot carry, or with none', async () => {
    const { send } = await aQueue();

    await expect(send('nul \u0000')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
    await expect(send('')).rejects.toMatchObject({ name: 'MissingParameter' });
  });
});
