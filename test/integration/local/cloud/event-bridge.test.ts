import {
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { manualClock, type ManualClock } from '../../../../local/cloud/clock.ts';
import {
  startEventBridge,
  type EventDelivery,
  type RunningEventBridge,
} from '../../../../local/cloud/event-bridge/index.ts';

const START = Date.parse('2026-03-01T10:00:00Z');
const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:couplings';
const GRAVE = 'arn:aws:sqs:eu-central-1:000000000000:grave';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Setup {
  readonly folder?: string;
  readonly clock?: ManualClock;
  /** Rejects to say that the target does not take it. */
  readonly take?: (delivery: EventDelivery) => void;
}

async function aBus({ folder, clock = manualClock(START), take = () => undefined }: Setup = {}) {
  const taken: EventDelivery[] = [];
  const lost: EventDelivery[] = [];
  const bus = await startEventBridge({
    folder,
    clock,
    deliver: async (delivery) => {
      take(delivery);
      taken.push(delivery);
      return Promise.resolve();
    },
    onLost: (delivery) => lost.push(delivery),
  });
  const client = clientOf(bus);
  closers.push(
    () => client.destroy(),
    () => bus.close(),
  );
  bus.addBus('orderseam');
  return { bus, client, clock, taken, lost };
}

function clientOf({ endpoint }: RunningEventBridge): EventBridgeClient {
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return new EventBridgeClient({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
}

const aRule = (changes: object = {}, target: object = {}): object => ({
  Name: 'debtors-to-couplings',
  EventBusName: 'orderseam',
  EventPattern: { source: ['orderseam'], 'detail-type': ['DebtorChanged'] },
  Targets: [{ Id: 'queue', Arn: QUEUE, ...target }],
  ...changes,
});

const anEntry = (changes: object = {}) => ({
  Source: 'orderseam',
  DetailType: 'DebtorChanged',
  EventBusName: 'orderseam',
  Detail: JSON.stringify({ id: 'deb_1', amount: '12.50', lines: [{ sku: 'A' }] }),
  ...changes,
});

describe('PutEvents', () => {
  it('delivers a matching event as an envelope to every target of the rule', async () => {
    const { bus, client, taken } = await aBus();
    bus.putRule(aRule());
    await bus.startDelivering();

    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [anEntry()] }));

    await vi.waitFor(() => expect(taken).toHaveLength(1));
    expect(taken[0]?.targetArn).toBe(QUEUE);
    expect(JSON.parse(taken[0]?.payload ?? '')).toEqual({
      version: '0',
      id: Entries[0]?.EventId,
      'detail-type': 'DebtorChanged',
      source: 'orderseam',
      account: '000000000000',
      time: '2026-03-01T10:00:00Z',
      region: 'eu-central-1',
      resources: [],
      detail: { id: 'deb_1', amount: '12.50', lines: [{ sku: 'A' }] },
    });
    await vi.waitFor(() => expect(bus.pending()).toBe(0));
  });

  it('keeps the time that the publisher gives', async () => {
    const { bus, client, taken } = await aBus();
    bus.putRule(aRule({}, { InputPath: '$.time' }));
    await bus.startDelivering();

    await client.send(
      new PutEventsCommand({ Entries: [anEntry({ Time: new Date('2026-02-03T04:05:06Z') })] }),
    );

    await vi.waitFor(() => expect(taken.map(({ payload }) => payload)).toEqual(['"2026-02-03T04:05:06Z"']));
  });

  it('drops what no enabled rule of the same bus wants', async () => {
    const { bus, client } = await aBus();
    bus.putRule(aRule({ Name: 'off', State: 'DISABLED' }));
    bus.putRule(aRule({ Name: 'other-bus', EventBusName: 'default' }));
    bus.putRule(aRule({ Name: 'other-type', EventPattern: { 'detail-type': ['ProductChanged'] } }));

    const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries: [anEntry()] }));

    expect(FailedEntryCount).toBe(0);
    expect(bus.pending()).toBe(0);
  });

  it('refuses bad entries one by one and takes the others', async () => {
    const { bus, client, taken } = await aBus();
    bus.putRule(aRule());
    await bus.startDelivering();

    const { FailedEntryCount, Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: [
          anEntry({ Detail: '{"a":' }),
          anEntry({ Detail: '[1]' }),
          anEntry({ DetailType: undefined }),
          anEntry({ Source: 'aws.ec2' }),
          anEntry({ EventBusName: 'nowhere' }),
          anEntry(),
        ],
      }),
    );

    expect(FailedEntryCount).toBe(5);
    expect(Entries.map((entry) => entry.ErrorCode)).toEqual([
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      'ResourceNotFoundException',
      undefined,
    ]);
    await vi.waitFor(() => expect(taken).toHaveLength(1));
  });

  it('takes at most 10 entries and 1 MiB', async () => {
    const { client } = await aBus();
    const many = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => anEntry()) });
    const large = new PutEventsCommand({
      Entries: [anEntry({ Detail: JSON.stringify({ x: 'y'.repeat(2 ** 20) }) })],
    });

    await expect(client.send(many)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(client.send(large)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('what a target gets', () => {
  const payloadWith = async (target: object): Promise<unknown> => {
    const { bus, client, taken } = await aBus();
    bus.putRule(aRule({}, target));
    await bus.startDelivering();
    await client.send(new PutEventsCommand({ Entries: [anEntry()] }));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    return JSON.parse(taken[0]?.payload ?? '');
  };

  it('is a part of the event by path', async () => {
    expect(await payloadWith({ InputPath: '$.detail.lines[0]' })).toEqual({ sku: 'A' });
  });

  it('is a constant', async () => {
    expect(await payloadWith({ Input: '{"run":"now"}' })).toEqual({ run: 'now' });
  });

  it('is a template filled from the event, text within quotes and JSON elsewhere', async () => {
    const InputTransformer = {
      InputPathsMap: { id: '$.detail.id', lines: '$.detail.lines', none: '$.detail.none' },
      InputTemplate:
        '{"text":"debtor <id> of <aws.events.rule-name>, <lines>","lines":<lines>,"none":<none>,"event":<aws.events.event.json>}',
    };

    expect(await payloadWith({ InputTransformer })).toMatchObject({
      text: 'debtor deb_1 of debtors-to-couplings, [{"sku":"A"}]',
      lines: [{ sku: 'A' }],
      none: null,
      event: { 'detail-type': 'DebtorChanged' },
    });
  });

  it('is refused when the rule asks for something that is not emulated', async () => {
    const { bus } = await aBus();

    expect(() => bus.putRule(aRule({}, { EcsParameters: {} }))).toThrow('EcsParameters');
    expect(() => bus.putRule(aRule({}, { InputPath: '$..id' }))).toThrow('path');
    expect(() => bus.putRule(aRule({ EventBusName: 'nowhere' }))).toThrow('nowhere');
  });
});

describe('delivery', () => {
  it('is repeated with growing pauses until the target takes it', async () => {
    const clock = manualClock(START);
    const attempts: number[] = [];
    const take = (): void => {
      attempts.push(clock.now() - START);
      if (attempts.length < 4) throw new Error('busy');
    };
    const { bus, client, taken } = await aBus({ clock, take });
    bus.putRule(aRule());
    await bus.startDelivering();
    await client.send(new PutEventsCommand({ Entries: [anEntry()] }));

    await vi.waitFor(async () => {
      await clock.advanceTo(clock.now() + 1_000);
      expect(taken).toHaveLength(1);
    });

    expect(attempts).toHaveLength(4);
    const pauses = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0));
    expect(pauses.every((pause, index) => pause >= 1_000 * 2 ** index)).toBe(true);
  });

  it('ends in the dead-letter queue when the retries are used up', async () => {
    const take = ({ targetArn }: EventDelivery): void => {
      if (targetArn === QUEUE) throw new Error('gone');
    };
    const { bus, client, clock, taken } = await aBus({ take });
    const RetryPolicy = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 };
    bus.putRule(aRule({}, { RetryPolicy, DeadLetterConfig: { Arn: GRAVE } }));
    await bus.startDelivering();

    await client.send(new PutEventsCommand({ Entries: [anEntry()] }));

    await vi.waitFor(async () => {
      await clock.advanceTo(clock.now() + 5_000);
      expect(taken.map(({ targetArn }) => targetArn)).toEqual([GRAVE]);
    });
  });

  it('is given up loudly without a dead-letter queue when the event is too old', async () => {
    const take = (): void => {
      throw new Error('gone');
    };
    const { bus, client, clock, lost } = await aBus({ take });
    bus.putRule(aRule({}, { RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 60 } }));
    await bus.startDelivering();

    await client.send(new PutEventsCommand({ Entries: [anEntry()] }));

    await vi.waitFor(async () => {
      await clock.advanceTo(clock.now() + 30_000);
      expect(lost).toHaveLength(1);
    });
    expect(bus.pending()).toBe(0);
  });

  it('goes on after a restart with what an earlier run accepted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-bridge-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    const first = await aBus({ folder });
    first.bus.putRule(aRule());
    await first.client.send(new PutEventsCommand({ Entries: [anEntry(), anEntry()] }));
    await first.bus.close();

    const second = await aBus({ folder });
    await second.bus.startDelivering();

    await vi.waitFor(() => expect(second.taken).toHaveLength(2));
  });
});

describe('the other actions', () => {
  it('ListRules shows the rules of a bus', async () => {
    const { bus, client } = await aBus();
    bus.putRule(aRule());

    const { Rules } = await client.send(new ListRulesCommand({ EventBusName: 'orderseam' }));

    expect(Rules).toMatchObject([{ Name: 'debtors-to-couplings', State: 'ENABLED' }]);
  });

  it('TestEventPattern tells whether a pattern matches and refuses a wrong one', async () => {
    const { client } = await aBus();
    const test = (EventPattern: string) =>
      client.send(new TestEventPatternCommand({ EventPattern, Event: '{"source":"a"}' }));

    expect((await test('{"source":["a"]}')).Result).toBe(true);
    await expect(test('{"source":"a"}')).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
  });
});
