import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { invoke, mapOf, named, single } from './machines.ts';
import { never, START, Restartable } from './restartable.ts';

let world: Restartable;

beforeEach(async () => {
  world = await Restartable.boot();
});

afterEach(() => world.close());

describe('after a restart, within Map and Parallel,', () => {
  it('only the iterations of a Map that had not ended run', async () => {
    world.answer = ({ arguments: input }, number) => {
      const { Payload } = input as { Payload: number };
      return Payload === 2 && number <= 3 ? never : { Payload: Payload * 10 };
    };
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const executionArn = await world.start(
      single(mapOf(processor, { Items: '{% $states.input %}' })),
      [1, 2, 3],
    );
    await world.called(3);
    await world.clock.advanceTo(START + 1);
    await world.restart();

    expect(await ended(world.client, executionArn)).toMatchObject({ output: '[10,20,30]' });
    expect(world.calls.map(({ arguments: input }) => (input as { Payload: number }).Payload)).toEqual([
      1, 2, 3, 2,
    ]);
  });

  it('the branches of a Parallel go on where each of them was', async () => {
    world.answer = ({ state }, number) => (state === 'B' && number <= 2 ? never : { Payload: state });
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: invoke({ Output: '{% $states.result.Payload %}', End: true }) },
    });
    const executionArn = await world.start(
      single({ Type: 'Parallel', Branches: [branch('A'), branch('B')] }),
    );
    await world.called(2);
    await world.clock.advanceTo(START + 1);
    await world.restart();

    expect(await ended(world.client, executionArn)).toMatchObject({ output: '["A","B"]' });
    expect(world.calls.map(({ state }) => state)).toEqual(['A', 'B', 'B']);
  });

  it('children of a distributed Map that failed count, and are not run again', async () => {
    world.answer = ({ arguments: input }, number) => {
      const { Payload } = input as { Payload: number };
      if (Payload === 1) throw named('Bad');
      return number <= 2 ? never : { Payload };
    };
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const rest = { Items: '{% $states.input %}', ToleratedFailureCount: 1 };
    const executionArn = await world.start(single(mapOf(processor, rest, 'DISTRIBUTED')), [1, 2]);
    await world.called(2);
    await world.clock.advanceTo(START + 1);
    await world.restart();

    expect(await ended(world.client, executionArn)).toMatchObject({ output: '[2]' });
    expect(world.calls).toHaveLength(3);
  });
});
