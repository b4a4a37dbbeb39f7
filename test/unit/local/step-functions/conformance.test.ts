import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { machine, pass, single } from './machines.ts';

describe('Pass, Choice, Wait and the expressions', () => {
  it('keeps what Assign set for the next state', async () => {
    const definition = machine({
      Set: pass({
        Assign: {
          double: '{% $states.input.n * 2 %}',
          nested: { list: ['{% $states.input.n %}', 'as it is'] },
        },
        Next: 'Use',
      }),
      Use: pass({ Output: { sum: '{% $double + $nested.list[0] %}' }, End: true }),
    });

    expect(await runStateMachine(definition, { n: 4 })).toMatchObject({
      status: 'SUCCEEDED',
      output: { sum: 12 },
    });
  });

  it('evaluates Assign and Output on the old variables', async () => {
    const definition = machine({
      First: pass({ Assign: { count: 1 }, Next: 'Second' }),
      Second: pass({ Assign: { count: '{% $count + 1 %}' }, Output: '{% $count %}', Next: 'Third' }),
      Third: pass({ Output: ['{% $states.input %}', '{% $count %}'], End: true }),
    });

    expect((await runStateMachine(definition, {})).output).toEqual([1, 2]);
  });

  it('refuses operators of JSONata 2.1, which AWS does not run', async () => {
    const result = await runStateMachine(single(pass({ Output: '{% $states.input.a ?? 1 %}' })), {});

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('knows the functions that Step Functions adds', async () => {
    const Output = {
      partition: '{% $partition([1,2,3,4,5], 2) %}',
      range: '{% $range(0, 10, 5) %}',
      hash: "{% $hash('abc', 'SHA-256') %}",
      parse: '{% $parse(\'{"a":1}\').a %}',
      uuid: '{% $length($uuid()) %}',
    };

    expect((await runStateMachine(single(pass({ Output })), {})).output).toEqual({
      partition: [[1, 2], [3, 4], [5]],
      range: [0, 5, 10],
      hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      parse: 1,
      uuid: 36,
    });
  });

  it('fails when no rule matches and there is no Default', async () => {
    const definition = machine({
      Choose: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
      End: { Type: 'Succeed' },
    });

    expect(await runStateMachine(definition, {})).toMatchObject({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
    });
  });

  it('waits for a number of seconds taken from the input', async () => {
    const definition = machine({
      Rest: { Type: 'Wait', Seconds: '{% $states.input.s %}', Next: 'End' },
      End: { Type: 'Succeed', Output: { done: true } },
    });

    expect((await runStateMachine(definition, { s: 1 })).output).toEqual({ done: true });
  });

  it('shows the execution and the state in the context', async () => {
    const Output = {
      id: '{% $states.context.Execution.Id %}',
      name: '{% $states.context.State.Name %}',
      input: '{% $states.context.Execution.Input.z %}',
    };
    const result = await runStateMachine(single(pass({ Output })), { z: 5 }, { executionArn: 'exec' });

    expect(result.output).toEqual({ id: 'exec', name: 'Only', input: 5 });
  });

  it('ends an execution that takes longer than its TimeoutSeconds', async () => {
    const definition = machine({ Rest: { Type: 'Wait', Seconds: 5, End: true } }, { TimeoutSeconds: 1 });

    expect(await runStateMachine(definition, {})).toMatchObject({
      status: 'TIMED_OUT',
      error: 'States.Timeout',
    });
  });
});
