import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { invoke, machine, named, pass, single } from './machines.ts';
import { never, START, waitingForToken, Restartable } from './restartable.ts';

let world: Restartable;

beforeEach(async () => {
  world = await Restartable.boot();
});

afterEach(() => world.close());

describe('after a restart', () => {
  it('an execution goes on from its last state boundary with its variables', async () => {
    world.answer = (_, number) => (number === 2 ? never : { Payload: number });
    const executionArn = await world.start(
      machine({
        First: invoke({ Assign: { first: '{% $states.result.Payload %}' }, Next: 'Second' }),
        Second: invoke({ Output: ['{% $first %}', '{% $states.result.Payload %}'], End: true }),
      }),
    );
    await world.called(2);

    expect(await world.restart()).toBe(1);

    expect(await ended(world.client, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '[1,3]' });
    expect(world.calls.map(({ state }) => state)).toEqual(['First', 'Second', 'Second']);
  });

  it('a call that is made again carries the id of its attempt', async () => {
    world.answer = (_, number) => (number === 1 ? never : {});
    const executionArn = await world.start(single(invoke()));
    await world.called(1);
    await world.restart();
    await ended(world.client, executionArn);

    expect(world.calls[1]?.attemptId).toBe(world.calls[0]?.attemptId);
  });

  it('a Wait ends at the moment it was to end before', async () => {
    const executionArn = await world.start(machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }));
    await world.clock.advanceTo(START + 50_000);
    await world.restart();
    await world.clock.advanceTo(START + 59_999);
    expect((await world.client.describeExecution({ executionArn })).status).toBe('RUNNING');
    await world.clock.advanceTo(START + 60_000);

    expect(await ended(world.client, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: new Date(START + 60_000),
    });
  });

  it('the pause before a retry goes on, and used attempts stay used', async () => {
    world.answer = () => Promise.reject(named('Busy'));
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 1 }];
    const executionArn = await world.start(single(invoke({ Retry: retry })));
    await world.called(1);
    await world.clock.advanceTo(START + 30_000);
    await world.restart();
    await world.clock.advanceTo(START + 60_000);

    expect(await ended(world.client, executionArn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
    expect(world.calls).toHaveLength(2);
  });

  it('a task token is still good, and its request is not sent twice', async () => {
    const executionArn = await world.start(waitingForToken());
    await world.called(1);
    await world.clock.advanceTo(START + 1);
    await world.restart();
    await world.client.sendTaskSuccess({ taskToken: world.calls[0]?.taskToken, output: '{"answer":42}' });

    expect(await ended(world.client, executionArn)).toMatchObject({ output: '{"answer":42}' });
    expect(world.calls).toHaveLength(1);
  });

  it('the ended executions and the state machines are still there', async () => {
    const executionArn = await world.start(single(pass()), { a: 1 });
    await ended(world.client, executionArn);
    await world.restart();

    expect(await world.client.describeExecution({ executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":1}',
    });
    expect((await world.client.getExecutionHistory({ executionArn })).events).toHaveLength(4);
  });

  it('names are free again 90 days after the end', async () => {
    const executionArn = await world.start(single(pass()));
    await ended(world.client, executionArn);
    await world.clock.advanceTo(START + 91 * 86_400_000);
    await world.restart();

    await expect(world.client.describeExecution({ executionArn })).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
  });
});
