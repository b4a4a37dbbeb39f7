import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import type { Connection } from '../../../../domain/records/connection.ts';
import type { RecordEvent } from '../../../../domain/events/record-event.ts';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { listDueConnections } from '../../../../functions/list-due-connections/list-due-connections.ts';
import {
  pullChanges,
  pullInputSchema,
  type PullInput,
} from '../../../../functions/pull-changes/pull-changes.ts';
import { recordCatchUp } from '../../../../functions/record-catch-up/record-catch-up.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { canPull } from '../../../../functions/shared/erp/pulled-resources.ts';
import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { IngestionPorts, PullRequest } from '../../../../functions/shared/ingestion/ports.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { listDeliveries } from '../../../../functions/shared/store/deliveries.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

let running: RunningStore;
let connectionId: string;
let count = 0;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());
beforeEach(() => {
  connectionId = `erp-${(count += 1)}`;
});

const runStartedAt = '2026-02-01T08:00:00.000Z';
const input = (overrides: Partial<PullInput> = {}): PullInput => ({
  connectionId,
  entity: 'debtor',
  runStartedAt,
  ...overrides,
});
const aRow = (externalId: string, version = '1') => ({
  externalId,
  name: `Debtor ${externalId}`,
  version,
  modifiedAt: '2026-02-01T07:00:00Z',
});

/** An ERP that lists two pages and notes what it was asked. */
function paging(pages: readonly (readonly JsonValue[])[], overrides: Partial<IngestionPorts['erp']> = {}) {
  const asked: PullRequest[] = [];
  const world = ingestionWorld(running.store, {
    connections: { find: () => Promise.resolve(aConnection({ connectionId })) },
    now: () => Date.parse(runStartedAt),
  });
  const pull = (_: unknown, request: PullRequest) => {
    asked.push(request);
    const index = Number(request.cursor ?? 0);
    const cursor = index + 1 < pages.length ? String(index + 1) : undefined;
    return Promise.resolve({ payloads: pages[index] ?? [], cursor, newest: '2026-02-01T07:00:00Z' });
  };
  return { asked, ports: { ...world, erp: { ...world.erp, pull, ...overrides } }, world };
}

const debtorOf = (externalId: string) =>
  getDebtor(running.store, 'acme', recordIdOf({ connectionId, entity: 'debtor', externalId }));

describe('a pull', () => {
  it('applies page by page as deliveries and moves the watermark after the last page only', async () => {
    const { ports, asked } = paging([[aRow('a'), aRow('b')], [aRow('c')]]);

    const first = await pullChanges(ports, input());
    expect(first).toMatchObject({ done: false, reading: { cursor: '1' }, counts: { applied: 2 } });
    expect((await getProgress(running.store, connectionId)).watermarks).toEqual({});
    expect((await getProgress(running.store, connectionId)).lastCatchUp?.outcome).toBe('running');

    const second = await pullChanges(ports, input(first));
    expect(second).toMatchObject({ done: true, reading: null, counts: { applied: 3 } });
    expect((await getProgress(running.store, connectionId)).watermarks).toEqual({
      'debtor/debtors': '2026-02-01T07:00:00.000Z',
    });
    expect((await debtorOf('c'))?.canonical.name).toBe('Debtor c');

    await pullChanges(ports, input({ runStartedAt: '2026-02-01T09:00:00.000Z' }));
    expect(asked.map(({ since }) => since)).toEqual([
      '1970-01-01T00:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
      '2026-02-01T06:55:00.000Z',
    ]);
  });

  /** All pages of the first record type, as the state machine asks for them. */
  async function pullAll(ports: IngestionPorts): Promise<void> {
    let step: object = {};
    do step = await pullChanges(ports, pullInputSchema.parse({ ...input(), ...step }));
    while (!('done' in step) || step.done !== true);
  }

  it('reads counted pages until two rounds are the same: what moved past it in the first is found in the second', async () => {
    const rounds = [
      [[aRow('a'), aRow('b')], [aRow('d')]],
      [[aRow('b'), aRow('c')], [aRow('d')]],
      [[aRow('b'), aRow('c')], [aRow('d')]],
    ];
    const { ports, asked } = paging([]);
    const pull = (_: unknown, request: PullRequest) => {
      asked.push(request);
      const [first = [], second = []] = rounds[Math.ceil(asked.length / 2) - 1] ?? [];
      const page = request.cursor === undefined ? { payloads: first, cursor: '2' } : { payloads: second };
      return Promise.resolve({ ...page, isCounted: true, newest: '2026-02-01T07:00:00Z' });
    };
    await pullAll({ ...ports, erp: { ...ports.erp, pull } });

    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, '2', undefined, '2', undefined, '2']);
    expect((await debtorOf('c'))?.canonical.name).toBe('Debtor c');
    expect((await getProgress(running.store, connectionId)).watermarks).toHaveProperty(['debtor/debtors']);
  });

  it('leaves the watermark where it was while counted pages do not come to rest', async () => {
    const { ports, asked } = paging([]);
    const pull = (_: unknown, request: PullRequest) => {
      asked.push(request);
      const payloads = [aRow(`r${asked.length}`)];
      return Promise.resolve({ payloads, isCounted: true, ...(!request.cursor && { cursor: '2' }) });
    };
    await pullAll({ ...ports, erp: { ...ports.erp, pull } });

    expect(asked).toHaveLength(6);
    expect((await debtorOf('r6'))?.canonical.name).toBe('Debtor r6');
    expect((await getProgress(running.store, connectionId)).watermarks).toEqual({});
  });

  it('is shown among the deliveries, with its raw bytes in the archive', async () => {
    const { ports, world } = paging([[aRow('a')]]);
    await pullChanges(ports, input());

    const filter = { company: 'acme', connectionId, from: '2026-02-01', to: '2026-02-02' };
    const { items } = await listDeliveries(running.store, filter, { limit: 10 });
    expect(items).toMatchObject([{ channel: 'pull', resource: 'debtors', state: 'applied' }]);
    expect(JSON.parse(Buffer.from([...world.archived.values()][0] ?? []).toString())).toEqual([aRow('a')]);
  });

  it('leaves the watermark where it was when a page cannot be applied', async () => {
    const away = { pull: () => Promise.reject(new ErpUnavailableError('The ERP answered 503.')) };
    const { ports } = paging([], away);

    await expect(pullChanges(ports, input())).rejects.toThrow(ErpUnavailableError);
    expect((await getProgress(running.store, connectionId)).watermarks).toEqual({});
  });

  it('and a webhook of the same change have one effect', async () => {
    const { ports, world } = paging([[aRow('a')]]);
    const webhook = aMessage([{ entity: 'debtor', externalId: 'a', change: 'created', data: aRow('a') }], {
      connectionId,
    });
    await applyDeliveries({ ...ports, failures: { note: () => undefined }, mostReceives: 5 }, [
      queued(webhook),
    ]);
    expect(await pullChanges(ports, input())).toMatchObject({ counts: { duplicate: 1 } });

    expect(world.published).toHaveLength(1);
    expect((await debtorOf('a'))?.version).toBe(1);
  });

  it('tried again after the bus refused its events announces what it had applied', async () => {
    const { ports } = paging([[aRow('a')]]);
    const refusing = { publish: (events: readonly RecordEvent[]) => Promise.resolve(new Set(events)) };
    await expect(pullChanges({ ...ports, events: refusing }, input())).rejects.toThrow('The bus');

    const taken: RecordEvent[] = [];
    const taking = {
      publish: (events: readonly RecordEvent[]) => {
        taken.push(...events);
        return Promise.resolve(new Set<RecordEvent>());
      },
    };
    expect(await pullChanges({ ...ports, events: taking }, input())).toMatchObject({ done: true });
    expect(taken.map(({ type }) => type)).toEqual(['DebtorChanged']);
  });

  it('asks nothing for a paused connection', async () => {
    const { ports, asked } = paging([[aRow('a')]]);
    const connections = { find: () => Promise.resolve(aConnection({ connectionId, state: 'paused' })) };
    expect(await pullChanges({ ...ports, connections }, input())).toMatchObject({ done: true, counts: {} });
    expect(asked).toEqual([]);
  });
});

describe('the schedule', () => {
  const now = () => Date.parse('2026-02-01T08:00:00.000Z');
  const shipped = loadConnectors('connectors');
  const pulls = ({ connector }: Connection) => canPull(shipped.get(connector));
  const due = async () =>
    (await listDueConnections({ store: running.store, now, pulls })).connections
      .map((each) => each.connectionId)
      .filter((id) => id === connectionId);

  it('starts a connection that never ran, not one that runs, and again after its interval', async () => {
    await createConnection(running.store, aConnection({ connectionId, connector: 'business-central' }));
    expect(await due()).toEqual([connectionId]);

    const { ports } = paging([[aRow('a')]]);
    await pullChanges(ports, input());
    expect(await due()).toEqual([]);

    const ended = { store: running.store, now, counts: { count: () => undefined } };
    await recordCatchUp(ended, {
      connectionId,
      startedAt: '2026-02-01T07:50:00.000Z',
      entities: [{ entity: 'debtor' }],
    });
    expect(await due()).toEqual([]);
    await recordCatchUp(ended, {
      connectionId,
      startedAt: '2026-02-01T07:45:00.000Z',
      entities: [{ entity: 'debtor' }],
    });
    expect(await due()).toEqual([connectionId]);
  });

  it('leaves paused connections alone', async () => {
    const paused = { connectionId, connector: 'business-central', state: 'paused' } as const;
    await createConnection(running.store, aConnection(paused));
    expect(await due()).toEqual([]);
  });

  it.each([
    ['leaves those alone that only send', 'standard', false],
    ['lets a run complain of a connector that is not deployed', 'of-yesterday', true],
  ])('%s', async (_, connector, isDue) => {
    await createConnection(running.store, aConnection({ connectionId, connector }));
    expect(await due()).toEqual(isDue ? [connectionId] : []);
  });

  it('notes on the connection in words why a run stopped', async () => {
    const stopped = {
      Error: 'ErpRejectedError',
      Cause: JSON.stringify({ errorMessage: 'The ERP refused the credentials.' }),
    };
    const timedOut = { Error: 'States.Timeout', Cause: '' };
    const counted: string[] = [];
    const counts = { count: (name: string) => void counted.push(name) };
    await recordCatchUp(
      { store: running.store, now, counts },
      {
        connectionId,
        startedAt: runStartedAt,
        entities: [
          { entity: 'debtor', stopped },
          { entity: 'product', stopped: timedOut },
          { entity: 'invoice' },
        ],
      },
    );
    expect(counted).toEqual(['catch-up-stopped']);

    expect((await getProgress(running.store, connectionId)).lastCatchUp).toMatchObject({
      outcome: 'stopped',
      reason: 'debtor: The ERP refused the credentials.\nproduct: States.Timeout',
    });
  });
});
