import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock, type ManualClock } from '../../../../local/cloud/clock.ts';
import { startSqs } from '../../../../local/cloud/sqs/index.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const START = Date.parse('2026-03-01T10:00:00Z');
const MIB = 1024 * 1024;

interface Setup {
  readonly folder?: string;
  readonly clock?: ManualClock;
  readonly attributes?: Record<string, string>;
}

async function aQueue({ folder, clock = manualClock(START), attributes = {} }: Setup = {}) {
  const sqs = await startSqs({ folder, clock });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new SQSClient({
    endpoint: sqs.endpoint,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  onTestFinished(() => sqs.close());
  const { url: QueueUrl, arn } = await sqs.ensureQueue('orders', attributes);
  const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ??
    [];
  const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(more)).map(({ Body }) => Body);
  const later = (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000);
  return { sqs, client, clock, QueueUrl, arn, send, receive, bodies, later };
}

async function withGrave(setup: Setup = {}) {
  const queue = await aQueue(setup);
  const grave = await queue.sqs.ensureQueue('grave');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: grave.arn, maxReceiveCount: 2 });
  await queue.client.send(
    new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes: { RedrivePolicy } }),
  );
  return { ...queue, grave };
}

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

describe('a receive', () => {
  it('waits for the next message', async () => {
    const { send, bodies } = await aQueue();
    const waiting = bodies({ WaitTimeSeconds: 20 });

    await send('hello');

    expect(await waiting).toEqual(['hello']);
  });

  it('ends empty when its time is over', async () => {
    const { clock, bodies, later } = await aQueue();
    const waiting = bodies({ WaitTimeSeconds: 20 });
    let ended = false;
    void waiting.then(() => (ended = true));

    while (!ended) await later(1);

    expect(await waiting).toEqual([]);
    expect(clock.now()).toBeGreaterThanOrEqual(START + 20_000);
  });

  it('waits for a message that becomes visible again', async () => {
    const { send, bodies, later } = await aQueue({ attributes: { VisibilityTimeout: '5' } });
    await send('hello');
    await bodies();
    let received: unknown;
    void bodies({ WaitTimeSeconds: 20 }).then((found) => (received = found));

    while (received === undefined) await later(1);

    expect(received).toEqual(['hello']);
  });

  it('takes no message for a caller that hung up', async () => {
    const { client, QueueUrl, send, bodies, sqs, arn } = await aQueue();
    const hangUp = new AbortController();
    const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 });
    const waiting = client.send(command, { abortSignal: hangUp.signal });
    hangUp.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });

    await send('hello');

    expect(sqs.count(arn)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    expect(await bodies()).toEqual(['hello']);
  });
});

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

describe('a dead-letter queue', () => {
  it('gets what was received too often, with where it came from', async () => {
    const { client, arn, grave, send, bodies, later } = await withGrave();
    await send('poison');
    expect(await bodies()).toEqual(['poison']);
    await later(30);
    expect(await bodies()).toEqual(['poison']);
    await later(30);

    expect(await bodies()).toEqual([]);

    const query = { QueueUrl: grave.url, MessageSystemAttributeNames: ['All' as const] };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(query));
    expect(Messages).toMatchObject([{ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arn } }]);
    const sources = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: grave.url }));
    expect(sources.queueUrls).toEqual([expect.stringMatching(/\/orders$/)]);
  });

  it('gives everything back, to be received anew', async () => {
    const { client, grave, send, receive, bodies, later } = await withGrave();
    await send('poison');
    while ((await bodies()).length > 0) await later(30);

    await client.send(new StartMessageMoveTaskCommand({ SourceArn: grave.arn }));

    const [message] = await receive({ MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } });
  });
});

describe('queues', () => {
  it('have URLs on 127.0.0.1 with the account', async () => {
    const { client, QueueUrl } = await aQueue();

    expect(QueueUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/orders$/);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).QueueUrl).toBe(QueueUrl);
    expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toEqual([QueueUrl]);
  });

  it('tell their attributes and how much is in them', async () => {
    const { client, QueueUrl, arn, send, receive } = await aQueue({
      attributes: { VisibilityTimeout: '77' },
    });
    await send('a');
    await send('b');
    await send('c', { DelaySeconds: 10 });
    await receive({ MaxNumberOfMessages: 1 });

    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );

    expect(Attributes).toMatchObject({
      QueueArn: arn,
      VisibilityTimeout: '77',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
    });
  });

  it('are created again only with the same attributes', async () => {
    const { client } = await aQueue();
    const create = (VisibilityTimeout: string) =>
      client.send(new CreateQueueCommand({ QueueName: 'other', Attributes: { VisibilityTimeout } }));

    expect((await create('10')).QueueUrl).toBe((await create('10')).QueueUrl);
    await expect(create('20')).rejects.toMatchObject({ name: 'QueueNameExists' });
    await expect(client.send(new CreateQueueCommand({ QueueName: 'a.fifo' }))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
  });

  it('are emptied and deleted', async () => {
    const { client, QueueUrl, send, bodies } = await aQueue();
    await send('a');
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await bodies()).toEqual([]);

    await client.send(new DeleteQueueCommand({ QueueUrl }));

    await expect(send('b')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('after a restart', () => {
  it('messages are there, those in flight at once, because who held them is gone', async () => {
    const folder = temporaryFolder();
    const clock = manualClock(START);
    const first = await aQueue({ folder, clock });
    await first.send('waiting');
    await first.receive();
    await first.send('new');
    await first.sqs.close();

    const second = await aQueue({ folder, clock });

    const found = await second.receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(found.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount])).toEqual([
      ['waiting', '2'],
      ['new', '1'],
    ]);
  });

  it('the URLs given out before still work', async () => {
    const folder = temporaryFolder();
    const first = await aQueue({ folder });
    await first.send('hello');
    await first.sqs.close();

    const second = await aQueue({ folder });

    expect(second.QueueUrl).not.toBe(first.QueueUrl);
    expect(await second.bodies({ QueueUrl: first.QueueUrl })).toEqual(['hello']);
  });
});

describe('without HTTP', () => {
  it('the same messages are sent, received, released and deleted', async () => {
    const { sqs, arn, send } = await aQueue();
    await sqs.sendDirect(arn, 'direct');
    await send('by HTTP');

    const [first, second] = await sqs.receiveDirect(arn, 100);
    expect([first?.Body, second?.Body]).toEqual(['direct', 'by HTTP']);
    await sqs.changeVisibilityDirect(arn, { handle: first?.ReceiptHandle ?? '', seconds: 0 });
    await sqs.deleteDirect([second?.ReceiptHandle ?? '']);

    expect((await sqs.receiveDirect(arn, 100)).map(({ Body }) => Body)).toEqual(['direct']);
    expect(sqs.count(arn)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });

  it('a waiting receive ends with its signal and with the service', async () => {
    const { sqs, arn } = await aQueue();
    const stop = new AbortController();
    const waiting = sqs.receiveDirect(arn, 10, { waitSeconds: 20, signal: stop.signal });
    const other = sqs.receiveDirect(arn, 10, { waitSeconds: 20 });

    stop.abort();
    expect(await waiting).toEqual([]);
    await sqs.close();
    expect(await other).toEqual([]);
  });
});
