import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('start-comparisons');
const due = (...ids: string[]) =>
  invoked({
    comparisons: ids.map((connectionId) => ({
      connectionId,
      entity: 'product',
      runName: `${connectionId}-run`,
    })),
  });

interface Start {
  readonly Name: string;
  readonly Input: unknown;
}

const started: StateTask = () => ({ ExecutionArn: 'arn', StartDate: 0 });
const run = (tasks: Record<string, StateTask>) => runStateMachine(machine, { everyDays: 7 }, { tasks });

const failing = (name: string, failures = Infinity, answer: StateTask = started): StateTask => {
  let calls = 0;
  return (...given) => {
    calls += 1;
    if (calls <= failures) throw new NamedError(name, 'later');
    return answer(...given);
  };
};

describe('start-comparisons', () => {
  it.each([[[]], [['bc']], [['bc', 'odoo', 'erpnext']]])(
    'starts one named run for each of %j, and none is a preview',
    async (ids) => {
      const starts: Start[] = [];
      const StartComparison: StateTask = (start: Start, context) => {
        starts.push(start);
        return started(start as never, context);
      };

      const { status } = await run({ ListDueComparisons: () => due(...ids), StartComparison });

      expect(status).toBe('SUCCEEDED');
      expect(starts.map(({ Name, Input }) => ({ Name, Input }))).toEqual(
        ids.map((connectionId) => ({
          Name: `${connectionId}-run`,
          Input: { connectionId, entity: 'product', preview: false },
        })),
      );
    },
  );

  it('tells the function how often, as the schedule has it', async () => {
    const payloads: unknown[] = [];
    const ListDueComparisons: StateTask = ({ Payload }: { Payload: unknown }) => {
      payloads.push(Payload);
      return due();
    };

    await run({ ListDueComparisons });

    expect(payloads).toEqual([{ everyDays: 7 }]);
  });

  it.each([
    ['ListDueComparisons', 'Lambda.TooManyRequestsException'],
    ['ListDueComparisons', 'States.Timeout'],
    ['StartComparison', 'StepFunctions.SfnException'],
    ['StartComparison', 'States.Timeout'],
  ])('tries %s again after %s', async (state, name) => {
    const tasks: Record<string, StateTask> = {
      ListDueComparisons: () => due('bc'),
      StartComparison: started,
    };
    const { status, output } = await run({ ...tasks, [state]: failing(name, 2, tasks[state]) });

    expect(status).toBe('SUCCEEDED');
    expect(output).toEqual(['bc-run']);
  });

  it('takes a run that somebody else started for its own', async () => {
    const StartComparison = failing('StepFunctions.ExecutionAlreadyExistsException');

    const { status, states, output } = await run({ ListDueComparisons: () => due('bc'), StartComparison });

    expect(status).toBe('SUCCEEDED');
    expect(states).toContain('AlreadyStarted');
    expect(output).toEqual(['bc-run']);
  });

  it('leaves a comparison that does not start due, and starts the others', async () => {
    const StartComparison: StateTask = ({ Name }: Start) => {
      if (Name === 'bc-run') throw new NamedError('StepFunctions.StateMachineDoesNotExistException', 'gone');
      return { ExecutionArn: 'arn', StartDate: 0 };
    };

    const { status, output, states } = await run({
      ListDueComparisons: () => due('bc', 'odoo'),
      StartComparison,
    });

    expect(status).toBe('SUCCEEDED');
    expect(states).toContain('StartedNextTime');
    expect(output).toMatchObject([{ Error: 'StepFunctions.StateMachineDoesNotExistException' }, 'odoo-run']);
  });

  it('fails for the operator when nobody can say what is due', async () => {
    const { status, error, states } = await run({ ListDueComparisons: failing('TypeError') });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TypeError' });
    expect(states.at(-1)).toBe('ComparisonsNotStarted');
  });
});
