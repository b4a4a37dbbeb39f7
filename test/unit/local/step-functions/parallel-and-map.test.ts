import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { invoke, machine, mapOf, named, pass, single } from './machines.ts';

describe('Parallel and Map', () => {
  it('give the branches the Arguments and keep the order of their outputs', async () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: invoke({ End: true, Output: '{% $states.result %}' }) },
    });
    const definition = single({
      Type: 'Parallel',
      Arguments: { n: '{% $states.input.n * 2 %}' },
      Branches: [branch('Slow'), branch('Fast')],
    });
    const answer = ({ Payload }: { Payload: { n: number } }) => Payload.n;
    const tasks = {
      Slow: async (input: { Payload: { n: number } }) => {
        await new Promise((resolve) => setImmediate(resolve));
        return answer(input);
      },
      Fast: () => 'fast',
    };

    expect((await runStateMachine(definition, { n: 2 }, { tasks })).output).toEqual([4, 'fast']);
  });

  it('cancel the other branches when one fails, and report that one', async () => {
    let cancelled: unknown;
    const branch = (name: string) => ({ StartAt: name, States: { [name]: invoke({ End: true }) } });
    const definition = single({ Type: 'Parallel', Branches: [branch('Hangs'), branch('Fails')] });

    const result = await runStateMachine(
      definition,
      {},
      {
        tasks: {
          Hangs: (_, { signal }) =>
            new Promise(() => {
              signal.addEventListener('abort', () => (cancelled = (signal.reason as Error).name));
            }),
          Fails: () => Promise.reject(named('Bad', 'broken')),
        },
      },
    );

    expect(result).toMatchObject({ status: 'FAILED', error: 'Bad', cause: 'broken' });
    expect(cancelled).toBe('BranchCancelled');
  });

  it('run again from the start when their Retry says so', async () => {
    const seen: number[] = [];
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const rest = { Items: [1, 2], MaxConcurrency: 1, Retry: [{ ErrorEquals: ['Bad'], MaxAttempts: 1 }] };
    const tasks = {
      Work: ({ Payload }: { Payload: number }) => {
        seen.push(Payload);
        if (seen.length === 2) throw named('Bad');
        return { Payload };
      },
    };

    expect((await runStateMachine(single(mapOf(processor, rest)), {}, { tasks })).output).toEqual([1, 2]);
    expect(seen).toEqual([1, 2, 1, 2]);
  });

  it('run no more iterations at once than MaxConcurrency', async () => {
    let [running, most] = [0, 0];
    const processor = { Work: invoke({ Output: '{% $states.result.Payload %}', End: true }) };
    const tasks = {
      Work: async ({ Payload }: { Payload: number }) => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return { Payload };
      },
    };
    const items = Array.from({ length: 9 }, (_, index) => index);

    const result = await runStateMachine(
      single(mapOf(processor, { Items: items, MaxConcurrency: 3 })),
      {},
      { tasks },
    );

    expect(result.output).toEqual(items);
    expect(most).toBe(3);
  });

  it('accept an empty list', async () => {
    expect(
      (await runStateMachine(single(mapOf({ A: pass({ End: true }) }, { Items: [] })), {})).output,
    ).toEqual([]);
  });

  it('visited twice in a loop start anew', async () => {
    const definition = machine({
      Set: pass({ Assign: { round: 1 }, Next: 'Each' }),
      Each: {
        ...mapOf({ A: pass({ Output: '{% $round %}', End: true }) }, { Items: [0, 0] }),
        Assign: { round: '{% $round + 1 %}' },
        Next: 'Again',
      },
      Again: { Type: 'Choice', Choices: [{ Condition: '{% $round < 3 %}', Next: 'Each' }], Default: 'End' },
      End: { Type: 'Succeed' },
    });

    expect((await runStateMachine(definition, {})).output).toEqual([2, 2]);
  });
});

describe('distributed Map', () => {
  const failingOn = (condition: string) => ({
    Look: { Type: 'Choice', Choices: [{ Condition: condition, Next: 'Bad' }], Default: 'Good' },
    Bad: { Type: 'Fail', Error: 'Bad' },
    Good: pass({ End: true }),
  });
  const run = (rest: object, items: unknown[], condition = '{% $states.input = 2 %}') =>
    runStateMachine(
      single(mapOf(failingOn(condition), { Items: '{% $states.input %}', ...rest }, 'DISTRIBUTED')),
      items,
    );

  it('tolerates no failure unless told so', async () => {
    expect((await run({}, [1, 2, 3])).error).toBe('States.ExceedToleratedFailureThreshold');
  });

  it('tolerates as many failures as ToleratedFailureCount', async () => {
    expect((await run({ ToleratedFailureCount: 1 }, [1, 2, 3])).output).toEqual([1, 3]);
    expect((await run({ ToleratedFailureCount: 1 }, [2, 2, 3])).error).toBe(
      'States.ExceedToleratedFailureThreshold',
    );
  });

  it('counts all items of a failed batch', async () => {
    const rest = { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 };

    expect((await run(rest, [1, 2, 3, 4], '{% 2 in $states.input.Items %}')).error).toBe(
      'States.ExceedToleratedFailureThreshold',
    );
  });

  it('splits batches by their size, too', async () => {
    const rest = { ItemBatcher: { MaxInputBytesPerBatch: 8 } };

    expect((await run(rest, ['abc', 'd', 'e'], '{% false %}')).output).toEqual([
      { Items: ['abc', 'd'] },
      { Items: ['e'] },
    ]);
  });

  it('gives each child an execution of its own', async () => {
    const processor = { A: pass({ Output: '{% $states.context.Execution.Id %}', End: true }) };
    const result = await runStateMachine(
      single(mapOf(processor, { Items: [1, 2], Label: 'Each' }, 'DISTRIBUTED')),
      {},
      { newId: () => 'run' },
    );

    expect(result.output).toEqual(
      [0, 1].map((index) => `arn:aws:states:eu-central-1:000000000000:execution:machine/Each:run-${index}`),
    );
  });

  it('keeps its children out of the history', async () => {
    const { history } = await run({}, [1], '{% false %}');

    expect(history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
  });
});
