import { describe, expect, it } from 'vitest';
import { runStateMachine, type StateTask } from '../../local/cloud/step-functions/run-state-machine.ts';
import { invoked, NamedError, readStateMachine } from '../support/state-machine-files.ts';

const machine = readStateMachine('catch-up-connection');

interface Pull {
  readonly Payload: { readonly entity: string; readonly cursor?: string };
}
interface Recorded {
  readonly Payload: { readonly connectionId: string; readonly entities: readonly unknown[] };
}

/** A run with tasks that succeed at once, except those a test replaces. */
function run(tasks: Record<string, StateTask> = {}) {
  const pulls: Pull['Payload'][] = [];
  const recorded: Recorded['Payload'][] = [];
  const given: Record<string, StateTask> = {
    EnsureSubscriptions: () => invoked({ connections: [] }),
    PullPage: ({ Payload }: Pull) => {
      pulls.push(Payload);
      return invoked({ done: true });
    },
    RecordCatchUp: ({ Payload }: Recorded) => {
      recorded.push(Payload);
      return invoked({ outcome: 'done' });
    },
    ...tasks,
  };
  const result = runStateMachine(machine, { connectionId: 'bc' }, { tasks: given });
  return result.then((ended) => ({ ...ended, pulls, recorded: recorded[0] }));
}

describe('catch-up-connection', () => {
  it('subscribes before it pulls, so that nothing falls between', async () => {
    const { status, states } = await run();

    expect(status).toBe('SUCCEEDED');
    expect(states.slice(0, 2)).toEqual(['EnsureSubscriptions', 'PullEntities']);
  });

  it('pulls debtors, then products, then invoices and orders, which refer to both', async () => {
    const { pulls, recorded } = await run();

    expect(pulls.map(({ entity }) => entity)).toEqual(['debtor', 'product', 'invoice', 'order']);
    expect(recorded).toMatchObject({
      connectionId: 'bc',
      entities: [{ entity: 'debtor' }, { entity: 'product' }, { entity: 'invoice' }, { entity: 'order' }],
    });
  });

  it('fetches page after page until the function says that it was the last', async () => {
    const cursors: (string | undefined)[] = [];
    const PullPage = ({ Payload: { entity, cursor } }: Pull) => {
      if (entity === 'invoice') cursors.push(cursor);
      const page = Number(cursor ?? 0) + 1;
      return invoked(
        page < 4 && entity === 'invoice' ? { done: false, cursor: String(page) } : { done: true },
      );
    };

    await run({ PullPage });

    expect(cursors).toEqual([undefined, '1', '2', '3']);
  });

  it('hands on what the pages of an entity came to, by which webhooks are watched', async () => {
    const PullPage = ({ Payload: { entity } }: Pull) =>
      invoked({ done: true, counts: entity === 'invoice' ? { applied: 3, duplicate: 40 } : {} });

    const { recorded } = await run({ PullPage });

    expect(recorded?.entities[2]).toEqual({ entity: 'invoice', counts: { applied: 3, duplicate: 40 } });
  });

  it('pulls all the same when the ERP refuses a subscription', async () => {
    const EnsureSubscriptions = () => {
      throw new NamedError('ErpRejectedError', 'no right to subscribe');
    };

    const { status, pulls } = await run({ EnsureSubscriptions });

    expect(status).toBe('SUCCEEDED');
    expect(pulls).toHaveLength(4);
  });

  it.each(['ErpUnavailableError', 'ConcurrentChangeError', 'Lambda.TooManyRequestsException'])(
    'tries a page again after %s',
    async (name) => {
      let failures = 0;
      const PullPage = () => {
        failures += 1;
        if (failures < 3) throw new NamedError(name, 'later');
        return invoked({ done: true });
      };

      const { status, recorded } = await run({ PullPage });

      expect(status).toBe('SUCCEEDED');
      expect(recorded?.entities[0]).toEqual({ entity: 'debtor', counts: {} });
    },
  );

  it('stops one entity that a person must mend, and goes on with the others', async () => {
    const PullPage = ({ Payload: { entity } }: Pull) => {
      if (entity === 'product') throw new NamedError('ErpRejectedError', 'no right to read items');
      return invoked({ done: true });
    };

    const { status, recorded } = await run({ PullPage });

    expect(status).toBe('SUCCEEDED');
    expect(recorded?.entities).toMatchObject([
      { entity: 'debtor' },
      { entity: 'product', stopped: { Error: 'ErpRejectedError' } },
      { entity: 'invoice' },
      { entity: 'order' },
    ]);
  });

  it('fails for the operator when the outcome cannot be noted', async () => {
    const RecordCatchUp = () => {
      throw new NamedError('TypeError', 'a bug');
    };

    const { status, error, states } = await run({ RecordCatchUp });

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'TypeError' });
    expect(states.at(-1)).toBe('CatchUpUnrecorded');
  });
});
