import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('compare-connection');
const asked = { connectionId: 'bc', entity: 'product', preview: false };

type Payload = Readonly<Record<string, unknown>>;
interface Call {
  readonly Payload: Payload;
}

/** A run whose tasks succeed at once and find one difference, except those a test replaces. */
async function run(tasks: Record<string, StateTask> = {}) {
  const given: Record<string, StateTask> = {
    ListKeys: () =>
      invoked({ listed: true, resource: null, cursor: null, pages: [10], stated: { items: 1 } }),
    DecideDifferences: () => invoked({ verdict: { missing: 1 }, plan: 99 }),
    ApplyDifferences: () => invoked({ applied: true, position: 50, counts: { applied: 1 } }),
    NoteComparison: () => invoked({ outcome: 'done' }),
    ...tasks,
  };
  const payloads: Payload[] = [];
  const noting = Object.entries(given).map(([name, task]): [string, StateTask] => [
    name,
    (call: Call, context) => {
      payloads.push(call.Payload);
      return task(call as never, context);
    },
  ]);
  const ended = await runStateMachine(machine, asked, { tasks: Object.fromEntries(noting) });
  return { ...ended, payloads, noted: payloads.findLast(({ step }) => step === 'note') };
}

const later = (name: string, answer: Payload, failures = 2): StateTask => {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= failures) throw new NamedError(name, 'later');
    return invoked(answer);
  };
};

describe('compare-connection', () => {
  it('lists, decides, applies and notes, each step knowing the run', async () => {
    const { status, payloads, output } = await run();

    expect(status).toBe('SUCCEEDED');
    expect(payloads.map(({ step }) => step)).toEqual(['list', 'decide', 'apply', 'note']);
    const run1 = { ...asked, runId: 'run', startedAt: '2026-01-15T12:00:00.000Z' };
    for (const payload of payloads) expect(payload).toMatchObject(run1);
    expect(payloads.at(-1)).toMatchObject({ verdict: { missing: 1 }, counts: { applied: 1 } });
    expect(output).toEqual({ outcome: 'done' });
  });

  it('lists page after page and applies part after part until the function says so', async () => {
    const ListKeys = ({ Payload }: Call) => {
      const page = Number(Payload.cursor ?? 0) + 1;
      return invoked({ listed: page === 3, resource: 'items', cursor: String(page), pages: [], stated: {} });
    };
    const ApplyDifferences = ({ Payload }: Call) => {
      const position = Number(Payload.position ?? 0) + 50;
      return invoked({ applied: position === 100, position, counts: {} });
    };

    const { payloads } = await run({ ListKeys, ApplyDifferences });

    const cursors = payloads.filter(({ step }) => step === 'list').map(({ cursor }) => cursor);
    expect(cursors).toEqual([undefined, '1', '2']);
    const positions = payloads.filter(({ step }) => step === 'apply').map(({ position }) => position);
    expect(positions).toEqual([undefined, 50]);
  });

  it('changes nothing without a plan: refused, previewed, or nothing different', async () => {
    const DecideDifferences = () => invoked({ verdict: { refusal: 'a part only' }, plan: null });

    const { states, noted } = await run({ DecideDifferences });

    expect(states).not.toContain('ApplyDifferences');
    expect(noted).toMatchObject({ verdict: { refusal: 'a part only' } });
  });

  it.each([
    ['ListKeys', 'ErpUnavailableError', { listed: true, pages: [], stated: {} }],
    ['ListKeys', 'ConcurrentChangeError', { listed: true, pages: [], stated: {} }],
    ['DecideDifferences', 'Lambda.TooManyRequestsException', { verdict: {}, plan: null }],
    ['ApplyDifferences', 'ErpUnavailableError', { applied: true, position: 50, counts: {} }],
    ['ApplyDifferences', 'EventsNotTakenError', { applied: true, position: 50, counts: {} }],
    ['NoteComparison', 'ConcurrentChangeError', { outcome: 'done' }],
  ])('tries %s again after %s', async (state, name, answer) => {
    const { status, noted } = await run({ [state]: later(name, answer) });

    expect(status).toBe('SUCCEEDED');
    expect(noted).not.toHaveProperty('stopped');
  });

  it.each(['ListKeys', 'DecideDifferences', 'ApplyDifferences'])(
    'notes why it stopped when %s is refused',
    async (state) => {
      const refused = () => {
        throw new NamedError('ErpRejectedError', 'no right to read items');
      };

      const { status, noted, states } = await run({ [state]: refused });

      expect(status).toBe('SUCCEEDED');
      expect(states.filter((each) => each === state)).toHaveLength(1);
      expect(noted).toMatchObject({ ...asked, stopped: { Error: 'ErpRejectedError' } });
    },
  );

  it('fails for the operator when the outcome cannot be noted', async () => {
    const NoteComparison = () => {
      throw new NamedError('TypeError', 'a bug');
    };

    const { status, error, states } = await run({ NoteComparison });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TypeError' });
    expect(states.at(-1)).toBe('ComparisonUnrecorded');
  });
});
