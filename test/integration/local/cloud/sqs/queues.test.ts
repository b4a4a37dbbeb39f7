import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../../../local/cloud/clock.ts';
import { aQueue, START, withGrave } from '../../../../support/sqs/a-queue.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

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
