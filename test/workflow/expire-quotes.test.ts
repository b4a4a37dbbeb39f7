import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('expire-quotes');

const run = (ExpireQuotes: StateTask) => runStateMachine(machine, {}, { tasks: { ExpireQuotes } });

describe('expire-quotes', () => {
  it('goes on until nothing is left that is over', async () => {
    let calls = 0;
    const { status } = await run(() => {
      calls += 1;
      return invoked({ done: calls === 3, expired: 100 });
    });

    expect(status).toBe('SUCCEEDED');
    expect(calls).toBe(3);
  });

  it('tries again when somebody decided one of its quotes at the same moment', async () => {
    let calls = 0;
    const { status } = await run(() => {
      calls += 1;
      if (calls === 1) throw new NamedError('ConcurrentChangeError', 'accepted meanwhile');
      return invoked({ done: true });
    });

    expect(status).toBe('SUCCEEDED');
    expect(calls).toBe(2);
  });

  it('fails for the operator when quotes cannot be read', async () => {
    const { status, error, states } = await run(() => {
      throw new NamedError('TypeError', 'a bug');
    });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TypeError' });
    expect(states.at(-1)).toBe('QuotesNotExpired');
  });
});
