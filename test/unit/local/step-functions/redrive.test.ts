import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { invoke, machine, mapOf, named, pass, single } from './machines.ts';
import { Restartable } from './restartable.ts';

let world: Restartable;

beforeEach(async () => {
  world = await Restartable.boot();
});

afterEach(() => world.close());

describe('a redrive', () => {
  it('goes on at the state that failed, with the same input and the old variables', async () => {
    world.answer = (_, number) => (number === 2 ? Promise.reject(named('Bad')) : { Payload: number });
    const executionArn = await world.start(
      machine({
        First: invoke({ Assign: { first: '{% $states.result.Payload %}' }, Next: 'Second' }),
        Second: invoke({ Output: ['{% $first %}', '{% $states.result.Payload %}'], End: true }),
      }),
    );
    expect(await ended(world.client, executionArn)).toMatchObject({
      status: 'FAILED',
      redriveStatus: 'REDRIVABLE',
    });

    await world.client.redriveExecution({ executionArn });

    expect(await ended(world.client, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '[1,3]',
      redriveCount: 1,
    });
    const { events = [] } = await world.client.getExecutionHistory({ executionArn });
    expect(events.map(({ type }) => type)).toContain('ExecutionRedriven');
  });

  it('runs only the iterations that did not succeed', async () => {
    world.answer = ({ arguments: input }, number) => {
      const { Payload } = input as { Payload: number };
      if (Payload === 2 && number <= 2) throw named('Bad');
      return { Payload };
    };
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const executionArn = await world.start(
      single(mapOf(processor, { Items: '{% $states.input %}', MaxConcurrency: 1 })),
      [1, 2, 3],
    );
    await ended(world.client, executionArn);
    await world.client.redriveExecution({ executionArn });

    expect(await ended(world.client, executionArn)).toMatchObject({ output: '[1,2,3]' });
    expect(world.calls).toHaveLength(4);
  });

  it('is refused for what succeeded', async () => {
    const executionArn = await world.start(single(pass()));
    await ended(world.client, executionArn);

    await expect(world.client.redriveExecution({ executionArn })).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});
