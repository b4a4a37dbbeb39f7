import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintAsl, type LintContext } from '../support/asl-lint.ts';

const root = join(import.meta.dirname, '../..');
const files = existsSync(join(root, 'state-machines'))
  ? readdirSync(join(root, 'state-machines')).filter((name) => name.endsWith('.asl.json'))
  : [];
const names = (pattern: RegExp, text: string) =>
  new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
const context: LintContext = {
  functions: new Set(readdirSync(join(root, 'functions'))),
  stateMachines: new Set(files.map((name) => name.replace('.asl.json', ''))),
  domainErrors: names(
    /override readonly name = '(\w+)'/g,
    readFileSync(join(root, 'domain/errors.ts'), 'utf8'),
  ),
  given: [],
};

describe('the state machines of the application', () => {
  it.each(files)('%s keeps the rules', (name) => {
    expect(lintAsl(readFileSync(join(root, 'state-machines', name), 'utf8'), context)).toEqual([]);
  });

  it('are checked against errors that the domain names', () => {
    expect(context.domainErrors).toContain('ErpUnavailableError');
  });
});

type Fields = Record<string, unknown>;
const inTest: LintContext = {
  functions: new Set(['pull-changes']),
  stateMachines: new Set(['catch-up-connection']),
  domainErrors: new Set(['ErpUnavailableError']),
  given: [],
};
const task: Fields = {
  Type: 'Task',
  Comment: 'Asks the ERP.',
  Resource: 'arn:aws:states:::lambda:invoke',
  TimeoutSeconds: 60,
  Arguments: { FunctionName: '${PullChangesFunctionArn}', Payload: '{% $states.input %}' },
  Retry: [{ ErrorEquals: ['ErpUnavailableError'], MaxAttempts: 2 }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Stopped' }],
  End: true,
};
const stopped: Fields = { Type: 'Fail', Error: 'Stopped' };
const machineOf = (changes: Fields, states: Fields = {}): Fields => ({
  QueryLanguage: 'JSONata',
  Comment: 'Pulls changes.',
  StartAt: 'Pull',
  States: { Pull: { ...task, ...changes }, Stopped: stopped, ...states },
});
const without = (field: string): Fields => {
  const rest = Object.fromEntries(Object.entries(task).filter(([name]) => name !== field));
  return { ...machineOf({}), States: { Pull: rest, Stopped: stopped } };
};
const lint = (definition: Fields, changes: Partial<LintContext> = {}) =>
  lintAsl(JSON.stringify(definition), { ...inTest, ...changes }).join('\n');

describe('the rules', () => {
  it('let a machine pass that keeps them all', () => {
    expect(lint(machineOf({}))).toBe('');
  });

  it.each<[string, Fields, string]>([
    [
      'a function that does not exist',
      machineOf({ Arguments: { FunctionName: '${PullAllFunctionArn}' } }),
      "'PullAllFunctionArn' stands for nothing",
    ],
    [
      'a state machine that does not exist',
      machineOf({ Arguments: { StateMachineArn: '${NoneStateMachineArn}' } }),
      "'NoneStateMachineArn' stands for nothing",
    ],
    [
      'a placeholder in an expression',
      machineOf({ Output: '{% "${PullChangesFunctionArn}" %}' }),
      'must be the whole text',
    ],
    [
      'a transition to nowhere',
      machineOf({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Nowhere' }] }),
      "Missing 'Next' target: Nowhere",
    ],
    ['a state nothing leads to', machineOf({}, { Alone: { Type: 'Succeed' } }), '"Alone" is not reachable'],
    [
      'an expression that does not parse',
      machineOf({ Output: '{% $states.input.a ?? 1 %}' }),
      '/States/Pull/Output: ',
    ],
    [
      'a name read from the empty context',
      machineOf({ Output: '{% phone %}' }),
      "Reference to 'phone' at the top level",
    ],
    ['a Task without TimeoutSeconds', without('TimeoutSeconds'), 'needs TimeoutSeconds'],
    ['a Task without Retry', without('Retry'), 'needs a Retry on named errors'],
    [
      'a Retry of everything',
      machineOf({ Retry: [{ ErrorEquals: ['States.ALL'] }] }),
      'does not retry everything',
    ],
    ['a Task without Catch', without('Catch'), 'needs a Catch'],
    ['a Task without Comment', without('Comment'), 'a Task needs a Comment'],
    ['a machine without Comment', { ...machineOf({}), Comment: ' ' }, 'the machine needs a Comment'],
    [
      'an error nobody raises',
      machineOf({ Retry: [{ ErrorEquals: ['ErpUnavailable'] }] }),
      "nothing raises the error 'ErpUnavailable'",
    ],
    [
      'an error AWS does not know',
      machineOf({ Retry: [{ ErrorEquals: ['States.Timeouts'] }] }),
      "nothing raises the error 'States.Timeouts'",
    ],
    [
      'a resource Step Functions does not know',
      machineOf({ Resource: 'arn:aws:sqs:eu-central-1:1:queue' }),
      'is not recognized',
    ],
    [
      'a name that is not PascalCase',
      { ...machineOf({}), StartAt: 'pull it', States: { 'pull it': task, Stopped: stopped } },
      'must be PascalCase',
    ],
    ['a field of JSONPath machines', machineOf({ ResultPath: '$.x' }), 'ResultPath'],
    ['what only asl-validator sees', machineOf({ TimeoutSeconds: 0.5 }), 'asl-validator'],
    ['text that is not JSONata machines', { ...machineOf({}), QueryLanguage: 'JSONPath' }, '/QueryLanguage'],
  ])('refuse %s', (_, definition, message) => {
    expect(lint(definition)).toContain(message);
  });

  it('refuse a placeholder that is given but not used', () => {
    expect(lint(machineOf({}), { given: ['DebtorsQueueUrl'] })).toContain(
      "'DebtorsQueueUrl' is given but not used",
    );
  });

  it('want the query language first', () => {
    const { QueryLanguage, ...rest } = machineOf({});

    expect(lint({ ...rest, QueryLanguage })).toContain('the first key must be "QueryLanguage"');
  });

  it('let an error be caught that the machine raises itself', () => {
    const inner = { StartAt: 'Give', States: { Give: { Type: 'Fail', Error: 'GaveUp' } } };
    const parallel = {
      Type: 'Parallel',
      Branches: [inner],
      Catch: [{ ErrorEquals: ['GaveUp'], Next: 'Stopped' }],
      End: true,
    };

    expect(lint({ ...machineOf({}), StartAt: 'All', States: { All: parallel, Stopped: stopped } })).toBe('');
  });
});
