import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('start-catch-ups');
const due = (...ids: string[]) =>
  invoked({ connections: ids.map((connectionId) => ({ connectionId, runName: `${connectionId}-run` })) });

interface Start {
  readonly Name: string;
  readonly Input: unknown;
}

const run = (tasks: Record<string, StateTask>) => runStateMachine(machine, {}, { tasks });

describe('start-catch-ups', () => {
  it.each([[[]], [['bc']], [['bc', 'odoo', 'erpnext']]])(
    'starts one named run for each of %j',
    async (ids) => {
      const started: Start[] = [];
      const StartCatchUp = (start: Start) => {
        started.push(start);
        return { ExecutionArn: 'arn', StartDate: 0 };
      };

      const { status } = await run({ ListDueConnections: () => due(...ids), StartCatchUp });

      expect(status).toBe('SUCCEEDED');
      expect(started.map(({ Name, Input }) => ({ Name, Input }))).toEqual(
        ids.map((connectionId) => ({ Name: `${connectionId}-run`, Input: { connectionId } })),
      );
    },
  );

  it('takes a run that somebody else started for its own', async () => {
    const StartCatchUp = () => {
      throw new NamedError('StepFunctions.ExecutionAlreadyExistsException', 'exists');
    };

    const { status, states } = await run({ ListDueConnections: () => due('bc'), StartCatchUp });

    expect(status).toBe('SUCCEEDED');
    expect(states).toContain('AlreadyStarted');
  });

  it('leaves a connection that does not start due, and starts the others', async () => {
    const StartCatchUp = ({ Name }: Start) => {
      if (Name === 'bc-run') throw new NamedError('StepFunctions.StateMachineDoesNotExistException', 'gone');
      return { ExecutionArn: 'arn', StartDate: 0 };
    };

    const { status, output, states } = await run({
      ListDueConnections: () => due('bc', 'odoo'),
      StartCatchUp,
    });

    expect(status).toBe('SUCCEEDED');
    expect(states).toContain('StartedNextTime');
    expect(output).toMatchObject([{ Error: 'StepFunctions.StateMachineDoesNotExistException' }, 'odoo']);
  });

  it('fails for the operator when nobody can say what is due', async () => {
    const ListDueConnections = () => {
      throw new NamedError('TypeError', 'a bug');
    };

    const { status, error, states } = await run({ ListDueConnections });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TypeError' });
    expect(states.at(-1)).toBe('CatchUpsNotStarted');
  });
});
