import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEvent, SFN } from '@aws-sdk/client-sfn';
import { type ManualClock, manualClock } from '../../../../local/cloud/clock.ts';
import {
  type RunningStepFunctions,
  startStepFunctions,
  type TaskPort,
} from '../../../../local/cloud/step-functions/index.ts';
import { invoke, machine, named, pass, single } from './machines.ts';
import { clientOf, ended } from './client.ts';

const START = Date.UTC(2026, 5, 1, 8);
let clock: ManualClock;
let service: RunningStepFunctions;
let client: SFN;
let tasks: TaskPort;

beforeEach(async () => {
  clock = manualClock(START);
  tasks = () => Promise.resolve({ Payload: 'done' });
  service = await startStepFunctions({ clock, tasks: (call) => tasks(call) });
  client = clientOf(service);
});

afterEach(async () => {
  client.destroy();
  await service.close();
});

const put = (definition: object, type: 'STANDARD' | 'EXPRESS' = 'STANDARD') =>
  service.putStateMachine({ name: 'machine', definition: JSON.stringify(definition), type });

describe('state machines', () => {
  it('are created, described and listed', async () => {
    const definition = JSON.stringify(single(pass()));
    const { stateMachineArn } = await client.createStateMachine({
      name: 'm',
      definition,
      roleArn: 'arn:aws:iam::1:role/r',
    });

    expect(await client.describeStateMachine({ stateMachineArn })).toMatchObject({
      name: 'm',
      definition,
      type: 'STANDARD',
      status: 'ACTIVE',
    });
    expect((await client.listStateMachines({})).stateMachines).toMatchObject([
      { stateMachineArn, name: 'm' },
    ]);
  });

  it('may be created again with the same definition only', async () => {
    const request = {
      name: 'm',
      definition: JSON.stringify(single(pass())),
      roleArn: 'arn:aws:iam::1:role/r',
    };
    const first = await client.createStateMachine(request);

    expect((await client.createStateMachine(request)).stateMachineArn).toBe(first.stateMachineArn);
    await expect(
      client.createStateMachine({ ...request, definition: JSON.stringify(single({ Type: 'Succeed' })) }),
    ).rejects.toMatchObject({ name: 'StateMachineAlreadyExists' });
  });

  it.each([
    ['JSONPath machines', { ...single(pass()), QueryLanguage: 'JSONPath' }],
    ['fields of JSONPath', single(pass({ ResultPath: '$.x' }))],
    ['transitions to nowhere', machine({ A: pass({ Next: 'B' }) })],
    ['states nothing leads to', machine({ A: pass({ End: true }), B: pass({ End: true }) })],
    ['names read from the empty context', single(pass({ Output: '{% phone %}' }))],
    ['$$', single(pass({ Output: '{% $$.x %}' }))],
    ['operators of JSONata 2.1', single(pass({ Output: '{% $states.input.a ?? 1 %}' }))],
    ['$states.errorOutput outside a Catch', single(pass({ Output: '{% $states.errorOutput %}' }))],
    ['text around an expression', single(pass({ Output: 'Hello {% $states.input.name %}' }))],
    ['activities', single(invoke({ Resource: 'arn:aws:states:eu-central-1:000000000000:activity:a' }))],
    [
      'States.ALL before other catchers',
      single(
        invoke({
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'Only' },
            { ErrorEquals: ['X'], Next: 'Only' },
          ],
        }),
      ),
    ],
    ['no state that ends', machine({ A: pass({ Next: 'B' }), B: pass({ Next: 'A' }) })],
    ['Next and End at once', machine({ A: pass({ Next: 'B', End: true }), B: pass({ End: true }) })],
  ])('with %s are refused', async (_, definition) => {
    await expect(put(definition)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  it('may not assign a variable of an outer scope again', async () => {
    const inner = { StartAt: 'B', States: { B: pass({ Assign: { x: 2 }, End: true }) } };
    const definition = machine({
      A: pass({ Assign: { x: 1 }, Next: 'P' }),
      P: { Type: 'Parallel', Branches: [inner], End: true },
    });

    await expect(put(definition)).rejects.toThrow("The variable 'x' belongs to an outer scope.");
  });

  it('keep running executions on the definition they started with', async () => {
    const rest = (Output: string) => machine({ Rest: { Type: 'Wait', Seconds: 60, Output, End: true } });
    const stateMachineArn = await put(rest('old'));
    const { executionArn } = await client.startExecution({ stateMachineArn });

    await put(rest('new'));
    await clock.advanceTo(START + 60_000);

    expect(await ended(client, executionArn)).toMatchObject({ output: '"old"' });
  });
});

describe('executions', () => {
  it('run to their end and tell their history in the form of AWS', async () => {
    const stateMachineArn = await put(
      single(invoke({ Output: '{% $states.result.Payload %}', TimeoutSeconds: 9 })),
    );
    const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"a":1}' });

    expect(await ended(client, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '"done"',
      input: '{"a":1}',
    });
    const { events = [] } = await client.getExecutionHistory({ executionArn: executionArn ?? '' });
    expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'TaskStateEntered'],
      [3, 2, 'TaskScheduled'],
      [4, 3, 'TaskStarted'],
      [5, 4, 'TaskSucceeded'],
      [6, 5, 'TaskStateExited'],
      [7, 6, 'ExecutionSucceeded'],
    ]);
    expect(detailsOf(events, 'TaskScheduled')?.taskScheduledEventDetails).toMatchObject({
      resourceType: 'lambda',
      resource: 'invoke',
      region: 'eu-central-1',
      timeoutInSeconds: 9,
    });
  });

  it('fail with the name and the message of what the task threw', async () => {
    tasks = () => Promise.reject(named('ErpRejectedError', 'no such item'));
    const stateMachineArn = await put(single(invoke()));
    const { executionArn } = await client.startExecution({ stateMachineArn });

    expect(await ended(client, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'ErpRejectedError',
      cause: 'no such item',
    });
  });

  it('say in which state and field an expression failed', async () => {
    const stateMachineArn = await put(single(pass({ Output: { v: ['{% $states.input.absent %}'] } })));
    const { executionArn } = await client.startExecution({ stateMachineArn });

    expect(await ended(client, executionArn)).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'Only' (entered at the event id #2). The JSONata expression " +
        "'$states.input.absent' specified for the field 'Output/v[0]' returned nothing (undefined).",
    });
    const { events = [] } = await client.getExecutionHistory({ executionArn: executionArn ?? '' });
    expect(detailsOf(events, 'EvaluationFailed')?.evaluationFailedEventDetails).toMatchObject({
      location: 'Output/v[0]',
      state: 'Only',
    });
  });

  it('time out without an error outside the history', async () => {
    const stateMachineArn = await put(
      machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }, { TimeoutSeconds: 30 }),
    );
    const { executionArn } = await client.startExecution({ stateMachineArn });
    await clock.advanceTo(START + 30_000);

    const description = await ended(client, executionArn);

    expect(description).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date(START + 30_000) });
    expect(description.error).toBeUndefined();
  });

  it('are one when name and input are the same and the first still runs', async () => {
    const stateMachineArn = await put(machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }));
    const request = { stateMachineArn, name: 'order-1', input: '{"a":1}' };
    const first = await client.startExecution(request);

    expect((await client.startExecution(request)).executionArn).toBe(first.executionArn);
    await expect(client.startExecution({ ...request, input: '{"a":2}' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await clock.advanceTo(START + 60_000);
    await ended(client, first.executionArn);
    await expect(client.startExecution(request)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it.each(['with blank', 'a/b', 'a:b', 'x'.repeat(81), ''])('may not be named %j', async (name) => {
    const stateMachineArn = await put(single(pass()));

    await expect(client.startExecution({ stateMachineArn, name })).rejects.toMatchObject({
      name: 'InvalidName',
    });
  });

  it('need an input that is JSON and at most 256 KiB', async () => {
    const stateMachineArn = await put(single(pass()));

    for (const input of ['{', `"${'x'.repeat(262_143)}"`]) {
      await expect(client.startExecution({ stateMachineArn, input })).rejects.toMatchObject({
        name: 'InvalidExecutionInput',
      });
    }
  });

  it('of unknown machines and unknown executions are named as AWS does', async () => {
    const arn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:none';

    await expect(client.startExecution({ stateMachineArn: arn })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(client.startExecution({ stateMachineArn: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidArn',
    });
    await expect(
      client.describeExecution({ executionArn: arn.replace('stateMachine', 'execution') + ':x' }),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });

  it('are listed latest first, by status, page by page', async () => {
    const stateMachineArn = await put(
      machine({
        Look: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $states.input.bad %}', Next: 'Bad' }],
          Default: 'Good',
        },
        Bad: { Type: 'Fail', Error: 'Bad' },
        Good: { Type: 'Succeed' },
      }),
    );
    for (const [name, bad] of [
      ['a', true],
      ['b', false],
      ['c', true],
      ['d', true],
    ] as const) {
      const { executionArn } = await client.startExecution({
        stateMachineArn,
        name,
        input: JSON.stringify({ bad }),
      });
      await ended(client, executionArn);
    }

    const first = await client.listExecutions({ stateMachineArn, statusFilter: 'FAILED', maxResults: 2 });
    const second = await client.listExecutions({
      stateMachineArn,
      statusFilter: 'FAILED',
      nextToken: first.nextToken,
    });

    expect(first.executions?.map(({ name }) => name)).toEqual(['d', 'c']);
    expect(second.executions?.map(({ name }) => name)).toEqual(['a']);
    expect(second.nextToken).toBeUndefined();
  });

  it('show their history backwards, page by page and without payloads', async () => {
    const stateMachineArn = await put(single(pass()));
    const { executionArn = '' } = await client.startExecution({ stateMachineArn });
    await ended(client, executionArn);

    const last = await client.getExecutionHistory({
      executionArn,
      reverseOrder: true,
      maxResults: 1,
      includeExecutionData: false,
    });
    const rest = await client.getExecutionHistory({
      executionArn,
      reverseOrder: true,
      nextToken: last.nextToken,
    });

    expect(
      last.events?.map(({ type, executionSucceededEventDetails }) => [type, executionSucceededEventDetails]),
    ).toEqual([['ExecutionSucceeded', {}]]);
    expect(rest.events?.map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  it('stop on demand, wherever they are', async () => {
    let aborted = false;
    const called = new Promise<void>((resolve) => {
      tasks = ({ signal }) => {
        signal.addEventListener('abort', () => (aborted = true));
        resolve();
        return new Promise(() => undefined);
      };
    });
    const stateMachineArn = await put(single(invoke()));
    const { executionArn = '' } = await client.startExecution({ stateMachineArn });

    await called;
    await client.stopExecution({ executionArn, error: 'Enough', cause: 'changed my mind' });

    expect(await client.describeExecution({ executionArn })).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'changed my mind',
    });
    expect(aborted).toBe(true);
  });
});

describe('express executions', () => {
  it('answer the request that started them', async () => {
    const stateMachineArn = await put(single(invoke({ Output: '{% $states.result.Payload %}' })), 'EXPRESS');

    expect(await client.startSyncExecution({ stateMachineArn, input: '{}' })).toMatchObject({
      status: 'SUCCEEDED',
      output: '"done"',
    });
  });

  it('answer with the failure, too', async () => {
    const stateMachineArn = await put(
      machine({ Stop: { Type: 'Fail', Error: 'Bad', Cause: 'why' } }),
      'EXPRESS',
    );

    expect(await client.startSyncExecution({ stateMachineArn })).toMatchObject({
      status: 'FAILED',
      error: 'Bad',
      cause: 'why',
    });
  });

  it('are the only ones that run so', async () => {
    const stateMachineArn = await put(single(pass()));

    await expect(client.startSyncExecution({ stateMachineArn })).rejects.toMatchObject({
      name: 'StateMachineTypeNotSupported',
    });
  });

  it('cannot wait for work elsewhere', async () => {
    const waiting = single(invoke({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }));

    await expect(put(waiting, 'EXPRESS')).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  it('may share a name', async () => {
    const stateMachineArn = await put(single(pass()), 'EXPRESS');
    const first = await client.startExecution({ stateMachineArn, name: 'n' });
    const second = await client.startExecution({ stateMachineArn, name: 'n' });

    expect(second.executionArn).not.toBe(first.executionArn);
  });
});

function detailsOf(events: readonly HistoryEvent[], type: string): HistoryEvent | undefined {
  return events.find((event) => event.type === type);
}
