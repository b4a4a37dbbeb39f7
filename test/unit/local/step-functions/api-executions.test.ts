import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { type Fixture, startFixture, START } from './fixture.ts';
import { invoke, machine, named, pass, single } from './machines.ts';

let fixture: Fixture;
let client: Fixture['client'];
let clock: Fixture['clock'];
let put: Fixture['put'];

beforeEach(async () => {
  fixture = await startFixture();
  ({ client, clock, put } = fixture);
});

afterEach(() => fixture.close());

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
    fixture.tasks = () => Promise.reject(named('ErpRejectedError', 'no such item'));
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
      fixture.tasks = ({ signal }) => {
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

function detailsOf(events: readonly HistoryEvent[], type: string): HistoryEvent | undefined {
  return events.find((event) => event.type === type);
}
