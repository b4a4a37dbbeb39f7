import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../domain/records/connection.ts';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { listDueConnections } from '../../../../functions/list-due-connections/list-due-connections.ts';
import { pullChanges, type PullOutput } from '../../../../functions/pull-changes/pull-changes.ts';
import { recordCatchUp } from '../../../../functions/record-catch-up/record-catch-up.ts';
import type { PullRequest } from '../../../../functions/shared/ingestion/ports.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { getDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

/** "Many changed since …": the ERP is asked which, and nothing is lost however many and whatever ends in between. */
let running: RunningStore;
let connection: Connection;
let count = 0;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());
beforeEach(async () => {
  connection = aConnection({ connectionId: `many-${(count += 1)}` });
  await createConnection(running.store, connection);
});

const SINCE = '2026-01-20T00:00:00Z';
const START = Date.parse('2026-02-01T08:00:00.000Z');
const run = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
const row = (externalId: string) => ({ externalId, name: externalId, modifiedAt: '2026-01-21T00:00:00Z' });

function world(pages: readonly string[][]) {
  const asked: PullRequest[] = [];
  const ports = ingestionWorld(running.store, { connections: { find: () => Promise.resolve(connection) } });
  const pull = (_: unknown, request: PullRequest) => {
    asked.push(request);
    const index = Number(request.cursor ?? 0);
    const cursor = index + 1 < pages.length ? String(index + 1) : undefined;
    return Promise.resolve({ payloads: (pages[index] ?? []).map(row), cursor });
  };
  const apply = {
    ...ports,
    erp: { ...ports.erp, pull },
    failures: { note: () => undefined },
    mostReceives: 5,
  };
  return { ports: apply, asked };
}

const collection = () =>
  aMessage(
    [{ entity: 'debtor', resource: 'debtors', externalId: null, change: 'collection', filter: SINCE }],
    { connectionId: connection.connectionId },
  );
const wishes = async () => (await getProgress(running.store, connection.connectionId)).pullAgain ?? {};
const held = async (externalId: string) => {
  const identity = { connectionId: connection.connectionId, entity: 'debtor', externalId } as const;
  return (await getDebtor(running.store, 'acme', recordIdOf(identity)))?.canonical.name;
};

async function pullAll({ ports }: ReturnType<typeof world>, runStartedAt: string): Promise<void> {
  const input = { connectionId: connection.connectionId, entity: 'debtor', runStartedAt } as const;
  let output: Partial<PullOutput> = {};
  do output = await pullChanges(ports, { ...input, ...output });
  while (!output.done);
  const ended = { store: running.store, now: () => START, counts: { count: () => undefined } };
  await recordCatchUp(ended, {
    ...{ connectionId: connection.connectionId, startedAt: runStartedAt },
    entities: [{ entity: 'debtor' }],
  });
}

const isDue = async () => {
  const now = () => START + 60_000;
  const { connections } = await listDueConnections({ store: running.store, now, pulls: () => true });
  return connections.some(({ connectionId }) => connectionId === connection.connectionId);
};

describe('a notification of many changes', () => {
  it('that fill one page is applied at once', async () => {
    const erp = world([['a', 'b']]);
    const message = collection();
    expect(await applyDeliveries(erp.ports, [queued(message)])).toEqual([]);

    expect([await held('a'), await held('b'), await wishes()]).toEqual(['a', 'b', {}]);
    expect(await getDelivery(running.store, 'acme', message.deliveryId)).toMatchObject({
      counts: { applied: 2 },
    });
  });

  it('that fill more is left to a catch-up, which is due at once and starts early enough', async () => {
    const erp = world([['a'], ['b'], ['c']]);
    await pullAll(erp, run(-1));
    erp.asked.length = 0;
    expect(await isDue()).toBe(false);

    const message = collection();
    expect(await applyDeliveries(erp.ports, [queued(message)])).toEqual([]);
    expect(erp.asked).toHaveLength(1);
    expect(await getDelivery(running.store, 'acme', message.deliveryId)).toMatchObject({
      ...{ state: 'applied', reason: expect.stringContaining(`since ${SINCE}`) },
    });
    expect(await isDue()).toBe(true);

    await pullAll(erp, run(1));
    expect(erp.asked.slice(1).map(({ since }) => since)).toEqual([SINCE, SINCE, SINCE]);
    expect([await held('c'), await wishes(), await isDue()]).toEqual(['c', {}, false]);
  });

  it('is brought again where the wish could not be written', async () => {
    const { ports } = world([['a'], ['b']]);
    const message = collection();
    const failing = { ...ports, store: { ...ports.store, tables: () => Promise.reject(new Error('gone')) } };
    expect(await applyDeliveries(failing, [queued(message)])).toEqual([queued(message).messageId]);

    expect(await applyDeliveries(ports, [queued(message, 2)])).toEqual([]);
    expect(Object.keys(await wishes())).toEqual(['debtor/debtors']);
  });

  it('that arrives during a catch-up is not taken for done by it', async () => {
    const erp = world([['a'], ['b']]);
    const input = { connectionId: connection.connectionId, entity: 'debtor', runStartedAt: run(0) } as const;
    const first = await pullChanges(erp.ports, input);
    await applyDeliveries(erp.ports, [queued(collection())]);
    expect(await pullChanges(erp.ports, { ...input, ...first })).toMatchObject({ done: true });

    expect(await wishes()).toMatchObject({ 'debtor/debtors': { since: SINCE } });
    expect(erp.asked.at(-1)?.since).toBe(erp.asked[0]?.since);
  });

  it('wished for twice is read from the earlier start, and only the last wish is granted', async () => {
    const erp = world([['a'], ['b']]);
    await applyDeliveries(erp.ports, [queued(collection())]);
    const input = { connectionId: connection.connectionId, entity: 'debtor', runStartedAt: run(0) } as const;
    const first = await pullChanges(erp.ports, input);
    await applyDeliveries(erp.ports, [queued(collection())]);
    await pullChanges(erp.ports, { ...input, ...first });
    expect(Object.keys(await wishes())).toEqual(['debtor/debtors']);
    await pullAll(erp, run(2));
    expect(await wishes()).toEqual({});
  });
});
