import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { invoke, machine, named, pass, single } from './machines.ts';

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
