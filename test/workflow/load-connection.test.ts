import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('load-connection');
const asked = { connectionId: 'bc', firstLoadId: '0198f0b2' };

interface Call {
  readonly Payload: Readonly<Record<string, unknown>>;
}

/** A run whose tasks succeed at once, except those a test replaces. */
async function run(tasks: Record<string, StateTask> = {}) {
  const given: Record<string, StateTask> = {
    LoadPages: () => invoked({ loaded: true, waitSeconds: 0 }),
    CountBothSides: () => invoked({ state: 'done' }),
    NoteStopped: () => invoked({ state: 'stopped' }),
    ...tasks,
  };
  const payloads: Call['Payload'][] = [];
  const noting = Object.entries(given).map(([name, task]): [string, StateTask] => [
    name,
    (call: Call, context) => {
      payloads.push(call.Payload);
      return task(call as never, context);
    },
  ]);
  const ended = await runStateMachine(machine, asked, { tasks: Object.fromEntries(noting) });
  return { ...ended, payloads };
}

const failing = (name: string): StateTask => {
  return () => {
    throw new NamedError(name, 'no right to read items');
  };
};

function later(name: string, answer: object): StateTask {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= 2) throw new NamedError(name, 'later');
    return invoked(answer);
  };
}

describe('load-connection', () => {
  it('reads on until nothing is left, then counts both sides; each step knows connection and load', async () => {
    let calls = 0;
    const LoadPages = () => invoked({ loaded: (calls += 1) === 3, waitSeconds: 0 });

    const { status, payloads, output } = await run({ LoadPages });

    expect(status).toBe('SUCCEEDED');
    expect(payloads.map(({ step }) => step)).toEqual(['load', 'load', 'load', 'conclude']);
    for (const payload of payloads) expect(payload).toMatchObject(asked);
    expect(output).toEqual({ state: 'done' });
  });

  it('waits as long as the ERP says, and goes on', async () => {
    const answers = [
      { loaded: false, waitSeconds: 900 },
      { loaded: true, waitSeconds: 0 },
    ];
    const { status, states } = await run({ LoadPages: () => invoked(answers.shift()) });

    expect(status).toBe('SUCCEEDED');
    expect(states.slice(0, 4)).toEqual(['LoadPages', 'MorePages', 'WaitForErp', 'LoadPages']);
  });

  it.each([
    ['LoadPages', 'ErpUnavailableError', { loaded: true, waitSeconds: 0 }],
    ['LoadPages', 'EventsNotTakenError', { loaded: true, waitSeconds: 0 }],
    ['LoadPages', 'States.Timeout', { loaded: true, waitSeconds: 0 }],
    ['CountBothSides', 'ErpUnavailableError', { state: 'done' }],
    ['CountBothSides', 'ConcurrentChangeError', { state: 'done' }],
  ])('tries %s again after %s', async (state, name, answer) => {
    const { status, states } = await run({ [state]: later(name, answer) });

    expect(status).toBe('SUCCEEDED');
    expect(states).not.toContain('NoteStopped');
  });

  it.each(['LoadPages', 'CountBothSides'])('notes why it stopped when %s is refused', async (state) => {
    const { status, payloads, states } = await run({ [state]: failing('ErpRejectedError') });

    expect(status).toBe('SUCCEEDED');
    expect(states.filter((each) => each === state)).toHaveLength(1);
    expect(payloads.at(-1)).toMatchObject({
      ...asked,
      ...{ step: 'stop', stopped: { Error: 'ErpRejectedError', Cause: 'no right to read items' } },
    });
  });

  it('notes a stop even while the table is busy', async () => {
    const NoteStopped = later('ConcurrentChangeError', { state: 'stopped' });
    expect(await run({ LoadPages: failing('ErpRejectedError'), NoteStopped })).toMatchObject({
      status: 'SUCCEEDED',
      output: { state: 'stopped' },
    });
  });

  it('fails for the operator when the outcome cannot be noted', async () => {
    const tasks = { LoadPages: failing('ErpRejectedError'), NoteStopped: failing('TypeError') };

    expect(await run(tasks)).toMatchObject({ status: 'FAILED', error: 'TypeError' });
  });
});
