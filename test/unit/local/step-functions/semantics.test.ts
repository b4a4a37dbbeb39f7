import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { invoke, machine, mapOf, named, pass, single } from './machines.ts';

const START = Date.UTC(2026, 0, 15, 12);
const clockTime = '{% $millis() %}';

describe('Retry', () => {
  const failing = (times: number, error: () => Error) => {
    let calls = 0;
    return () => {
      calls += 1;
      if (calls <= times) throw error();
      return { Payload: calls };
    };
  };
  const retrying = (retry: object[]) =>
    machine({ Try: invoke({ Retry: retry, Next: 'Look' }), Look: pass({ Output: clockTime, End: true }) });
  const secondsOf = async (retry: object[], times: number, options: { random?: () => number } = {}) => {
    const tasks = { Try: failing(times, () => named('Busy')) };
    const { output } = await runStateMachine(retrying(retry), {}, { tasks, ...options });
    return (Number(output) - START) / 1000;
  };

  it('waits 1, 2 and 4 seconds unless told otherwise', async () => {
    expect(await secondsOf([{ ErrorEquals: ['Busy'] }], 3)).toBe(1 + 2 + 4);
  });

  it('grows by BackoffRate up to MaxDelaySeconds', async () => {
    const retry = {
      ErrorEquals: ['Busy'],
      IntervalSeconds: 3,
      BackoffRate: 3,
      MaxDelaySeconds: 20,
      MaxAttempts: 4,
    };

    expect(await secondsOf([retry], 4)).toBe(3 + 9 + 20 + 20);
  });

  it('with FULL jitter waits any part of the delay', async () => {
    const retry = { ErrorEquals: ['Busy'], IntervalSeconds: 8, MaxAttempts: 1, JitterStrategy: 'FULL' };

    expect(await secondsOf([retry], 1, { random: () => 0.25 })).toBe(2);
  });

  it('counts the attempts of each entry on its own, and all of them in the context', async () => {
    const errors = ['Busy', 'Slow', 'Busy', 'Slow'];
    const tasks = {
      Only: () => (errors.length > 0 ? Promise.reject(named(errors.shift() ?? '')) : { Payload: {} }),
    };
    const retry = ['Busy', 'Slow'].map((name) => ({ ErrorEquals: [name], MaxAttempts: 2 }));
    const definition = single(invoke({ Retry: retry, Output: '{% $states.context.State.RetryCount %}' }));

    expect((await runStateMachine(definition, {}, { tasks })).output).toBe(4);
  });

  it('also repeats a state whose Output cannot be evaluated', async () => {
    const retry = [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }];
    let calls = 0;
    const tasks = {
      Only: () => {
        calls += 1;
        return { Payload: calls === 1 ? {} : { v: 1 } };
      },
    };
    const definition = single(invoke({ Retry: retry, Output: '{% $states.result.Payload.v %}' }));

    expect((await runStateMachine(definition, {}, { tasks })).output).toBe(1);
  });
});

describe('Catch', () => {
  const caughtBy = async (name: string, thrown: string) => {
    const definition = machine({
      Try: invoke({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: [name], Next: 'Caught' }], End: true }),
      Caught: pass({ End: true }),
    });
    const task = () =>
      thrown === 'States.Timeout' ? new Promise(() => undefined) : Promise.reject(named(thrown));
    return (await runStateMachine(definition, {}, { tasks: { Try: task } })).status === 'SUCCEEDED';
  };

  it.each([
    ['States.ALL', 'Anything', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.ALL', 'States.Runtime', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.Runtime', 'States.Runtime', false],
    ['States.TaskFailed', 'Anything', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.Timeout', 'States.Timeout', true],
    ['States.HeartbeatTimeout', 'States.Timeout', true],
    ['Other', 'Anything', false],
  ])('by %s of %s: %s', async (name, thrown, caught) => {
    expect(await caughtBy(name, thrown)).toBe(caught);
  });

  it('gives the error output to the next state, with an empty Cause after a timeout', async () => {
    const definition = machine({
      Try: invoke({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true }),
      Caught: pass({ End: true }),
    });
    const tasks = { Try: () => new Promise(() => undefined) };

    expect((await runStateMachine(definition, {}, { tasks })).output).toEqual({
      Error: 'States.Timeout',
      Cause: '',
    });
  });

  it('does not catch what its own Output fails with', async () => {
    const catcher = {
      ErrorEquals: ['States.ALL'],
      Output: '{% $states.errorOutput.absent %}',
      Next: 'Caught',
    };
    const definition = machine({ Try: invoke({ Catch: [catcher], End: true }), Caught: pass({ End: true }) });
    const tasks = { Try: () => Promise.reject(named('Bad')) };

    const result = await runStateMachine(definition, {}, { tasks });

    expect(result.error).toBe('States.QueryEvaluationError');
  });
});

describe('Choice', () => {
  const rule = (Condition: unknown, rest: object = {}) => ({ Condition, Next: 'End', ...rest });
  const choosing = (choices: object[], rest: object = {}) =>
    machine({
      Choose: { Type: 'Choice', Choices: choices, ...rest },
      End: pass({ Output: ['{% $states.input %}', '{% $who %}'], End: true }),
    });

  it('takes Assign and Output of the rule it follows', async () => {
    const definition = choosing(
      [
        rule('{% false %}', { Assign: { who: 'first' } }),
        rule(true, { Assign: { who: 'second' }, Output: 'out' }),
      ],
      { Assign: { who: 'default' } },
    );

    expect((await runStateMachine(definition, {})).output).toEqual(['out', 'second']);
  });

  it('takes its own Assign and Output on the way to Default', async () => {
    const definition = choosing([rule('{% false %}')], {
      Default: 'End',
      Assign: { who: 'default' },
      Output: 'out',
    });

    expect((await runStateMachine(definition, {})).output).toEqual(['out', 'default']);
  });

  it('wants a boolean', async () => {
    expect((await runStateMachine(choosing([rule('{% 1 %}')]), {})).error).toBe(
      'States.QueryEvaluationError',
    );
  });
});

describe('variables', () => {
  const reading = (name: string) =>
    pass({ Output: `{% $exists($${name}) ? $${name} : 'unseen' %}`, End: true });
  const around = (inner: object) =>
    machine({ Set: pass({ Assign: { outer: 1 }, Next: 'Inner' }), Inner: { ...inner, End: true } });

  it('of the outer scope are seen in branches and inline iterations', async () => {
    const branch = { StartAt: 'Read', States: { Read: reading('outer') } };

    expect((await runStateMachine(around({ Type: 'Parallel', Branches: [branch] }), {})).output).toEqual([1]);
    expect(
      (await runStateMachine(around(mapOf({ Read: reading('outer') }, { Items: [0] })), {})).output,
    ).toEqual([1]);
  });

  it('are not seen in the children of a distributed Map', async () => {
    const definition = around(mapOf({ Read: reading('outer') }, { Items: [0] }, 'DISTRIBUTED'));

    expect((await runStateMachine(definition, {})).output).toEqual(['unseen']);
  });

  it('of a branch are not seen outside', async () => {
    const branch = { StartAt: 'Set', States: { Set: pass({ Assign: { inner: 1 }, End: true }) } };
    const definition = machine({
      All: { Type: 'Parallel', Branches: [branch], Next: 'Read' },
      Read: reading('inner'),
    });

    expect((await runStateMachine(definition, {})).output).toBe('unseen');
  });
});

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

describe('limits and time', () => {
  const large = { large: 'x'.repeat(262_144) };

  it.each<[string, Record<string, unknown>]>([
    ['output', single(pass({ Output: '{% $pad("x", 262144) %}' }))],
    ['arguments', single(invoke({ Arguments: { Payload: '{% $pad("x", 262144) %}' } }))],
    ['assigned variables', single(pass({ Assign: { v: '{% $pad("x", 262144) %}' } }))],
  ])('refuse %s beyond 256 KiB', async (_, definition) => {
    const { error } = await runStateMachine(definition, {}, { tasks: () => Promise.resolve({}) });

    expect(error).toBe('States.DataLimitExceeded');
  });

  it('refuse the result of a task beyond 256 KiB, whatever Output makes of it', async () => {
    const result = await runStateMachine(single(invoke({ Output: 1 })), {}, { tasks: { Only: () => large } });

    expect(result.error).toBe('States.DataLimitExceeded');
  });

  it('end an execution whose history grows beyond 25,000 events', async () => {
    const definition = machine({
      A: pass({ Next: 'B' }),
      B: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.stop %}', Next: 'C' }], Default: 'A' },
      C: { Type: 'Succeed' },
    });

    const result = await runStateMachine(definition, { stop: false });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(result.history.length).toBeLessThanOrEqual(25_002);
  });

  it('wait until a Timestamp', async () => {
    const definition = machine({
      Rest: { Type: 'Wait', Timestamp: '{% $states.input.at %}', Next: 'Look' },
      Look: pass({ Output: '{% $now() %}', End: true }),
    });

    expect((await runStateMachine(definition, { at: '2026-03-31T00:00:00+02:00' })).output).toBe(
      '2026-03-30T22:00:00.000Z',
    );
    expect((await runStateMachine(definition, { at: '31.3.2026' })).error).toBe(
      'States.QueryEvaluationError',
    );
  });

  it('refuse a machine test that forgot a task, whatever the machine catches', async () => {
    const definition = machine({
      Try: invoke({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }], End: true }),
      End: { Type: 'Succeed' },
    });

    await expect(runStateMachine(definition, {})).rejects.toThrow('no task was given for it');
  });
});
