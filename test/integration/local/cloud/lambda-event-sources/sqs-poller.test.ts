import { describe, expect, it, onTestFinished } from 'vitest';
import { createChaos, noChaos, type Chaos } from '../../../../../local/cloud/chaos.ts';
import { manualClock } from '../../../../../local/cloud/clock.ts';
import {
  SqsPoller,
  type EventSourceSpec,
} from '../../../../../local/cloud/lambda-event-sources/sqs-poller.ts';
import { messageFilter } from '../../../../../local/cloud/lambda-event-sources/message-filter.ts';
import { startSqs } from '../../../../../local/cloud/sqs/index.ts';
import { eventually } from '../../../../support/eventually.ts';

interface Record {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string };
}
type Handle = (records: readonly Record[]) => unknown;

interface Given {
  readonly handle: Handle;
  readonly spec?: Partial<EventSourceSpec>;
  readonly chaos?: Chaos;
  readonly accepts?: (body: string) => boolean;
}

const START = Date.UTC(2026, 0, 1);

/** A queue whose messages come back after 30 s and are dead after two receives, with a function at its end. */
async function queueWith({ handle, spec = {}, chaos = noChaos, accepts = () => true }: Given) {
  const clock = manualClock(START);
  const sqs = await startSqs({ clock });
  const dead = await sqs.ensureQueue('dead');
  const redrive = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
  const queue = await sqs.ensureQueue('work', { VisibilityTimeout: '30', RedrivePolicy: redrive });
  const batches: string[][] = [];
  const invoke = async (_arn: string, event: unknown) => {
    const { Records } = event as { Records: Record[] };
    batches.push(Records.map(({ body }) => body));
    try {
      return { ok: true as const, requestId: '', payload: JSON.stringify(await handle(Records)) ?? 'null' };
    } catch (error) {
      return {
        ok: false as const,
        requestId: '',
        error: { errorType: 'Error', errorMessage: String(error) },
      };
    }
  };
  const poller = new SqsPoller(
    {
      queueArn: queue.arn,
      functionArn: 'arn',
      batchSize: 10,
      batchWindowMs: 0,
      reportsFailures: true,
      concurrency: 2,
      ...spec,
    },
    { clock, sqs, chaos, invoke, accepts },
  );
  onTestFinished(async () => {
    await poller.close();
    await sqs.close();
  });
  const send = async (...bodies: string[]) => {
    for (const body of bodies) await sqs.sendDirect(queue.arn, body);
  };
  const count = () => sqs.count(queue.arn);
  const deadBodies = async () => (await sqs.receiveDirect(dead.arn, 10)).map(({ Body }) => Body);
  return { clock, poller, batches, send, count, deadBodies };
}

const empty = { visible: 0, inFlight: 0 };

describe('a function behind a queue', () => {
  it('gets what waits in batches, and what it completes is gone', async () => {
    const { poller, batches, send, count } = await queueWith({ handle: () => ({ batchItemFailures: [] }) });
    await send(...Array.from({ length: 12 }, (_, index) => `m${index}`));
    poller.start();

    await eventually(() => expect(count()).toMatchObject(empty));
    expect(batches.map((batch) => batch.length)).toEqual([10, 2]);
  });

  it('gets a message that arrives while it waits', async () => {
    const { poller, batches, send } = await queueWith({ handle: () => undefined });
    poller.start();
    await send('late');

    await eventually(() => expect(batches).toEqual([['late']]));
  });

  it('gets a reported failure again after the visibility timeout, then it is dead', async () => {
    const { clock, poller, batches, send, count, deadBodies } = await queueWith({
      handle: (records) => ({
        batchItemFailures: records
          .filter(({ body }) => body === 'bad')
          .map(({ messageId }) => ({ itemIdentifier: messageId })),
      }),
    });
    await send('good', 'bad');
    poller.start();

    await eventually(() => expect(count()).toMatchObject({ visible: 0, inFlight: 1 }));
    expect(batches).toEqual([['good', 'bad']]);
    await clock.advanceTo(START + 30_000);
    await eventually(() => expect(batches).toEqual([['good', 'bad'], ['bad']]));
    await clock.advanceTo(START + 60_000);
    await eventually(async () => expect(await deadBodies()).toEqual(['bad']));
    expect(count()).toMatchObject(empty);
  });

  it('gets the whole batch again when it fails', async () => {
    let attempt = 0;
    const { clock, poller, batches, send, count } = await queueWith({
      handle: () => {
        attempt += 1;
        if (attempt === 1) throw new Error('not today');
      },
    });
    await send('a', 'b');
    poller.start();

    await eventually(() => expect(batches).toHaveLength(1));
    await clock.advanceTo(START + 30_000);
    await eventually(() => expect(count()).toMatchObject(empty));
    expect(batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('never runs more batches at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const two = Promise.withResolvers<void>();
    const { poller, send, count } = await queueWith({
      spec: { batchSize: 1, concurrency: 2 },
      handle: async () => {
        running += 1;
        most = Math.max(most, running);
        if (running === 2) two.resolve();
        await two.promise;
        running -= 1;
      },
    });
    await send(...Array.from({ length: 8 }, (_, index) => `m${index}`));
    poller.start();

    await eventually(() => expect(count()).toMatchObject(empty));
    expect(most).toBe(2);
  });

  it('waits for its window to fill a batch', async () => {
    const { clock, poller, batches, send } = await queueWith({
      handle: () => undefined,
      spec: { batchWindowMs: 5_000 },
    });
    await send('a');
    poller.start();
    await send('b');
    await eventually(async () => {
      await clock.advanceTo(clock.now() + 1_000);
      expect(batches).toEqual([['a', 'b']]);
    });
  });

  it('does not see what its filter refuses, and that is deleted', async () => {
    const accepts = messageFilter({ Filters: [{ Pattern: '{"body":{"kind":["wanted"]}}' }] });
    const { poller, batches, send, count } = await queueWith({ handle: () => undefined, accepts });
    await send('{"kind":"wanted"}', '{"kind":"other"}', 'no json');
    poller.start();

    await eventually(() => expect(count()).toMatchObject(empty));
    expect(batches).toEqual([['{"kind":"wanted"}']]);
  });

  it('sees duplicates and the dropped ones again under chaos, and loses nothing', async () => {
    const seen = new Map<string, number>();
    const { clock, poller, send, count } = await queueWith({
      chaos: createChaos({ seed: 3, duplicate: 0.3, drop: 0.2, reorder: 0.5 }),
      handle: (records) => {
        for (const { body } of records) seen.set(body, (seen.get(body) ?? 0) + 1);
      },
    });
    const bodies = Array.from({ length: 60 }, (_, index) => `m${index}`);
    await send(...bodies);
    poller.start();

    await eventually(() => expect(count().visible).toBe(0));
    await clock.advanceTo(START + 30_000);
    await eventually(() => expect(count().visible).toBe(0));
    expect([...seen.values()].some((times) => times > 1)).toBe(true);
    expect(seen.size).toBeGreaterThanOrEqual(55);
  });
});
