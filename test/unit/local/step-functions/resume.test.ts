import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SFN } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../../../local/cloud/clock.ts';
import {
  type RunningStepFunctions,
  startStepFunctions,
  type TaskCall,
  type TaskPort,
} from '../../../../local/cloud/step-functions/index.ts';
import { clientOf, ended } from './client.ts';
import { invoke, machine, mapOf, named, pass, single } from './machines.ts';

const START = Date.UTC(2026, 5, 1, 8);
let folder: string;
let clock: ManualClock;
let service: RunningStepFunctions;
let client: SFN;
let calls: TaskCall[];

/** The port's answers by the number of the call. */
let answer: (call: TaskCall, number: number) => unknown;
const tasks: TaskPort = (call) => {
  calls.push(call);
  return Promise.resolve(answer(call, calls.length));
};
const never = new Promise<never>(() => undefined);

async function boot(): Promise<void> {
  service = await startStepFunctions({ clock, tasks, folder });
  client = clientOf(service);
}

async function restart(): Promise<number> {
  client.destroy();
  await service.close();
  await boot();
  return service.resume();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'step-functions-'));
  clock = manualClock(START);
  calls = [];
  answer = () => ({ Payload: 'done' });
  await boot();
});

afterEach(async () => {
  client.destroy();
  await service.close();
  await rm(folder, { recursive: true });
});

async function start(definition: object, input: unknown = {}): Promise<string> {
  const stateMachineArn = await service.putStateMachine({
    name: 'machine',
    definition: JSON.stringify(definition),
  });
  const { executionArn = '' } = await client.startExecution({
    stateMachineArn,
    input: JSON.stringify(input),
  });
  return executionArn;
}

/** Lets the engine go on until it has called so often. */
async function called(times: number): Promise<void> {
  for (let turns = 0; calls.length < times && turns < 1000; turns += 1)
    await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toHaveLength(times);
}

describe('after a restart', () => {
  it('an execution goes on from its last state boundary with its variables', async () => {
    answer = (_, number) => (number === 2 ? never : { Payload: number });
    const executionArn = await start(
      machine({
        First: invoke({ Assign: { first: '{% $states.result.Payload %}' }, Next: 'Second' }),
        Second: invoke({ Output: ['{% $first %}', '{% $states.result.Payload %}'], End: true }),
      }),
    );
    await called(2);

    expect(await restart()).toBe(1);

    expect(await ended(client, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '[1,3]' });
    expect(calls.map(({ state }) => state)).toEqual(['First', 'Second', 'Second']);
  });

  it('a call that is made again carries the id of its attempt', async () => {
    answer = (_, number) => (number === 1 ? never : {});
    const executionArn = await start(single(invoke()));
    await called(1);
    await restart();
    await ended(client, executionArn);

    expect(calls[1]?.attemptId).toBe(calls[0]?.attemptId);
  });

  it('a Wait ends at the moment it was to end before', async () => {
    const executionArn = await start(machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }));
    await clock.advanceTo(START + 50_000);
    await restart();
    await clock.advanceTo(START + 59_999);
    expect((await client.describeExecution({ executionArn })).status).toBe('RUNNING');
    await clock.advanceTo(START + 60_000);

    expect(await ended(client, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: new Date(START + 60_000),
    });
  });

  it('the pause before a retry goes on, and used attempts stay used', async () => {
    answer = () => Promise.reject(named('Busy'));
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 1 }];
    const executionArn = await start(single(invoke({ Retry: retry })));
    await called(1);
    await clock.advanceTo(START + 30_000);
    await restart();
    await clock.advanceTo(START + 60_000);

    expect(await ended(client, executionArn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
    expect(calls).toHaveLength(2);
  });

  it('only the iterations of a Map that had not ended run', async () => {
    answer = ({ arguments: input }, number) => {
      const { Payload } = input as { Payload: number };
      return Payload === 2 && number <= 3 ? never : { Payload: Payload * 10 };
    };
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const executionArn = await start(single(mapOf(processor, { Items: '{% $states.input %}' })), [1, 2, 3]);
    await called(3);
    await clock.advanceTo(START + 1);
    await restart();

    expect(await ended(client, executionArn)).toMatchObject({ output: '[10,20,30]' });
    expect(calls.map(({ arguments: input }) => (input as { Payload: number }).Payload)).toEqual([1, 2, 3, 2]);
  });

  it('the branches of a Parallel go on where each of them was', async () => {
    answer = ({ state }, number) => (state === 'B' && number <= 2 ? never : { Payload: state });
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: invoke({ Output: '{% $states.result.Payload %}', End: true }) },
    });
    const executionArn = await start(single({ Type: 'Parallel', Branches: [branch('A'), branch('B')] }));
    await called(2);
    await clock.advanceTo(START + 1);
    await restart();

    expect(await ended(client, executionArn)).toMatchObject({ output: '["A","B"]' });
    expect(calls.map(({ state }) => state)).toEqual(['A', 'B', 'B']);
  });

  it('children of a distributed Map that failed count, and are not run again', async () => {
    answer = ({ arguments: input }, number) => {
      const { Payload } = input as { Payload: number };
      if (Payload === 1) throw named('Bad');
      return number <= 2 ? never : { Payload };
    };
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const rest = { Items: '{% $states.input %}', ToleratedFailureCount: 1 };
    const executionArn = await start(single(mapOf(processor, rest, 'DISTRIBUTED')), [1, 2]);
    await called(2);
    await clock.advanceTo(START + 1);
    await restart();

    expect(await ended(client, executionArn)).toMatchObject({ output: '[2]' });
    expect(calls).toHaveLength(3);
  });

  it('a task token is still good, and its request is not sent twice', async () => {
    const executionArn = await start(waitingForToken());
    await called(1);
    await clock.advanceTo(START + 1);
    await restart();
    await client.sendTaskSuccess({ taskToken: calls[0]?.taskToken, output: '{"answer":42}' });

    expect(await ended(client, executionArn)).toMatchObject({ output: '{"answer":42}' });
    expect(calls).toHaveLength(1);
  });

  it('the ended executions and the state machines are still there', async () => {
    const executionArn = await start(single(pass()), { a: 1 });
    await ended(client, executionArn);
    await restart();

    expect(await client.describeExecution({ executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":1}',
    });
    expect((await client.getExecutionHistory({ executionArn })).events).toHaveLength(4);
  });

  it('names are free again 90 days after the end', async () => {
    const executionArn = await start(single(pass()));
    await ended(client, executionArn);
    await clock.advanceTo(START + 91 * 86_400_000);
    await restart();

    await expect(client.describeExecution({ executionArn })).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
  });
});

describe('task tokens', () => {
  it('take a failure with its name and cause', async () => {
    const executionArn = await start(waitingForToken());
    await called(1);
    await client.sendTaskFailure({ taskToken: calls[0]?.taskToken, error: 'Refused', cause: 'because' });

    expect(await ended(client, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Refused',
      cause: 'because',
    });
  });

  it('are answered once', async () => {
    const executionArn = await start(waitingForToken());
    await called(1);
    const taskToken = calls[0]?.taskToken;
    await client.sendTaskSuccess({ taskToken, output: '1' });
    await ended(client, executionArn);

    await expect(client.sendTaskSuccess({ taskToken, output: '2' })).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    await expect(client.sendTaskSuccess({ taskToken: 'made up', output: '2' })).rejects.toMatchObject({
      name: 'InvalidToken',
    });
  });

  it('want a sign of life within HeartbeatSeconds', async () => {
    const executionArn = await start(waitingForToken({ HeartbeatSeconds: 30 }));
    await called(1);
    await clock.advanceTo(START + 20_000);
    await client.sendTaskHeartbeat({ taskToken: calls[0]?.taskToken });
    await clock.advanceTo(START + 49_999);
    expect((await client.describeExecution({ executionArn })).status).toBe('RUNNING');
    await clock.advanceTo(START + 50_000);

    expect(await ended(client, executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('expire after TimeoutSeconds, heartbeats or not', async () => {
    const executionArn = await start(waitingForToken({ TimeoutSeconds: 30, HeartbeatSeconds: 25 }));
    await called(1);
    await clock.advanceTo(START + 20_000);
    await client.sendTaskHeartbeat({ taskToken: calls[0]?.taskToken });
    await clock.advanceTo(START + 30_000);

    expect(await ended(client, executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });
});

describe('a redrive', () => {
  it('goes on at the state that failed, with the same input and the old variables', async () => {
    answer = (_, number) => (number === 2 ? Promise.reject(named('Bad')) : { Payload: number });
    const executionArn = await start(
      machine({
        First: invoke({ Assign: { first: '{% $states.result.Payload %}' }, Next: 'Second' }),
        Second: invoke({ Output: ['{% $first %}', '{% $states.result.Payload %}'], End: true }),
      }),
    );
    expect(await ended(client, executionArn)).toMatchObject({
      status: 'FAILED',
      redriveStatus: 'REDRIVABLE',
    });

    await client.redriveExecution({ executionArn });

    expect(await ended(client, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '[1,3]',
      redriveCount: 1,
    });
    const { events = [] } = await client.getExecutionHistory({ executionArn });
    expect(events.map(({ type }) => type)).toContain('ExecutionRedriven');
  });

  it('runs only the iterations that did not succeed', async () => {
    answer = ({ arguments: input }, number) => {
      const { Payload } = input as { Payload: number };
      if (Payload === 2 && number <= 2) throw named('Bad');
      return { Payload };
    };
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const executionArn = await start(
      single(mapOf(processor, { Items: '{% $states.input %}', MaxConcurrency: 1 })),
      [1, 2, 3],
    );
    await ended(client, executionArn);
    await client.redriveExecution({ executionArn });

    expect(await ended(client, executionArn)).toMatchObject({ output: '[1,2,3]' });
    expect(calls).toHaveLength(4);
  });

  it('is refused for what succeeded', async () => {
    const executionArn = await start(single(pass()));
    await ended(client, executionArn);

    await expect(client.redriveExecution({ executionArn })).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});

function waitingForToken(rest: Record<string, unknown> = {}): Record<string, unknown> {
  return single({
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Arguments: { QueueUrl: 'queue', MessageBody: '{% $states.context.Task.Token %}' },
    ...rest,
  });
}
