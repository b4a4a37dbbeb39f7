import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { aQueue, START } from '../../../../support/sqs/a-queue.ts';

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
