import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { invoke, machine, mapOf, pass, single } from './machines.ts';

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
