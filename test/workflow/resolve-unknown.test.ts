import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('resolve-unknown');
const open = (...ids: string[]) =>
  invoked({
    orders: ids.map((orderId) => ({ company: 'acme-at', orderId, attempt: 1, runName: `${orderId}-1-due` })),
  });

interface Start {
  readonly Name: string;
  readonly Input: unknown;
}

const run = (tasks: Record<string, StateTask>) => runStateMachine(machine, {}, { tasks });

describe('resolve-unknown', () => {
  it.each([[[]], [['ord_1']], [['ord_1', 'ord_2', 'ord_3']]])(
    'starts one named run for each of %j',
    async (ids) => {
      const started: Start[] = [];
      const StartHandOver = (start: Start) => {
        started.push(start);
        return { ExecutionArn: 'arn', StartDate: 0 };
      };

      const { status } = await run({ ListOpenHandOvers: () => open(...ids), StartHandOver });

      expect(status).toBe('SUCCEEDED');
      expect(started.map(({ Name, Input }) => ({ Name, Input }))).toEqual(
        ids.map((orderId) => ({
          Name: `${orderId}-1-due`,
          Input: { company: 'acme-at', orderId, attempt: 1 },
        })),
      );
    },
  );

  it('takes a run that somebody else started for its own', async () => {
    const StartHandOver = () => {
      throw new NamedError('StepFunctions.ExecutionAlreadyExistsException', 'exists');
    };

    const { status, states } = await run({ ListOpenHandOvers: () => open('ord_1'), StartHandOver });

    expect(status).toBe('SUCCEEDED');
    expect(states).toContain('AlreadyStarted');
  });

  it('leaves an order that does not start for the next sweep, and starts the others', async () => {
    const StartHandOver = ({ Name }: Start) => {
      if (Name === 'ord_1-1-due') throw new NamedError('StepFunctions.InvalidNameException', 'a bug');
      return { ExecutionArn: 'arn', StartDate: 0 };
    };

    const { status, output, states } = await run({
      ListOpenHandOvers: () => open('ord_1', 'ord_2'),
      StartHandOver,
    });

    expect(status).toBe('SUCCEEDED');
    expect(states).toContain('StartedNextTime');
    expect(output).toMatchObject([{ Error: 'StepFunctions.InvalidNameException' }, 'ord_2']);
  });

  it('fails for the operator when nobody can say what is open', async () => {
    const ListOpenHandOvers = () => {
      throw new NamedError('TypeError', 'a bug');
    };

    const { status, error, states } = await run({ ListOpenHandOvers });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TypeError' });
    expect(states.at(-1)).toBe('NothingPickedUp');
  });
});
