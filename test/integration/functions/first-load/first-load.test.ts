import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import type { FirstLoad, LoadPart } from '../../../../domain/first-load/first-load.ts';
import type { Connection } from '../../../../domain/records/connection.ts';
import { loadRecords, loadStepSchema } from '../../../../functions/load-records/load-records.ts';
import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Erp, IngestionPorts, PullRequest } from '../../../../functions/shared/ingestion/ports.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { getFirstLoad, putFirstLoad } from '../../../../functions/shared/store/first-loads.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { ingestionWorld, type IngestionWorld } from '../../../support/ingestion/ingestion-world.ts';
import { workingClock } from '../../../support/working-clock.ts';
import { invoked, readStateMachine } from '../../../support/state-machine-files.ts';

const machine = readStateMachine('load-connection');
const startedAt = '2026-02-01T08:00:00.000Z';
const firstLoadId = '0198f0b2';

let running: RunningStore;
let connection: Connection;
let company: string;
let count = 0;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());
beforeEach(() => {
  company = `company-${(count += 1)}`;
  connection = aConnection({ company, connectionId: `erp-${count}` });
});

const aRow = (externalId: string, overrides: object = {}): JsonValue => ({
  ...{ externalId, name: `Debtor ${externalId}`, version: '1', modifiedAt: '2026-02-01T07:00:00Z' },
  ...overrides,
});

interface Listing {
  readonly ports: IngestionPorts;
  readonly world: IngestionWorld;
  readonly asked: PullRequest[];
}

/** An ERP that lists its debtors in these pages; `pull` may do something before it answers. */
function listing(pages: readonly (readonly JsonValue[])[], overrides: Partial<Erp> = {}): Listing {
  const asked: PullRequest[] = [];
  const find = () => Promise.resolve(connection);
  const world = ingestionWorld(running.store, { connections: { find } });
  const pull = (_: unknown, request: PullRequest) => {
    asked.push(request);
    const index = Number(request.cursor ?? 0);
    const cursor = index + 1 < pages.length ? String(index + 1) : undefined;
    return Promise.resolve({ payloads: pages[index] ?? [], cursor, newest: '2026-02-01T07:00:00Z' });
  };
  const statedCount = () => Promise.resolve(pages.flat().length);
  return { asked, world, ports: { ...world, erp: { ...world.erp, pull, statedCount, ...overrides } } };
}

/** A load of these parts is noted, as the Admin API notes it before it starts the state machine. */
async function noted(dryRun: boolean, overrides: Partial<FirstLoad> = {}): Promise<void> {
  const part: LoadPart = { entity: 'debtor', resource: 'debtors', state: 'waiting', pages: 0, read: 0 };
  await putFirstLoad(running.store, {
    ...{ company, connectionId: connection.connectionId, firstLoadId, dryRun, state: 'running', attempt: 1 },
    ...{ startedAt, updatedAt: startedAt, parts: [part], problems: [], version: 1, ...overrides },
  });
}

/** The deployed state machine over the production steps. */
function run(ports: IngestionPorts) {
  const clock = workingClock(Date.parse(startedAt));
  const task = ({ Payload }: { readonly Payload: unknown }) =>
    clock.during(async () => invoked(await loadRecords(ports, loadStepSchema.parse(Payload))));
  const input = { connectionId: connection.connectionId, firstLoadId };
  const tasks = { LoadPages: task, CountBothSides: task, NoteStopped: task };
  return runStateMachine(machine, input, { tasks, clock });
}

const theLoad = () => getFirstLoad(running.store, { connectionId: connection.connectionId, firstLoadId });
const debtorOf = (externalId: string) =>
  getDebtor(
    running.store,
    company,
    recordIdOf({ connectionId: connection.connectionId, entity: 'debtor', externalId }),
  );
const progress = () => getProgress(running.store, connection.connectionId);

describe('a first load', () => {
  it('reads everything from the beginning, counts both sides and lets the catch-up go on from its start', async () => {
    const { ports, asked } = listing([[aRow('a'), aRow('b')], [aRow('c')]]);
    await noted(false);

    expect((await run(ports)).status).toBe('SUCCEEDED');

    expect(asked.map(({ since }) => since)).toEqual(Array(2).fill('1970-01-01T00:00:00.000Z'));
    expect((await debtorOf('c'))?.canonical.name).toBe('Debtor c');
    expect(await theLoad()).toMatchObject({
      state: 'done',
      parts: [{ state: 'read', pages: 2, read: 3, counts: { applied: 3 } }],
      results: [{ entity: 'debtor', stated: 3, read: 3, stored: 3, remarks: [] }],
    });
    const { watermarks, firstLoad } = await progress();
    expect(Date.parse(watermarks['debtor/debtors'] ?? '')).toBeLessThanOrEqual(Date.parse(startedAt));
    expect(Date.parse(watermarks['debtor/debtors'] ?? '')).toBeGreaterThan(
      Date.parse('2026-02-01T06:59:00Z'),
    );
    expect(firstLoad).toMatchObject({ firstLoadId, state: 'done' });
  });

  it('goes on after the last page it applied, whenever it is killed', async () => {
    const pages = [[aRow('a')], [aRow('b')], [aRow('c')]];
    const away = (kill: number) => {
      const { ports, asked } = listing(pages);
      const pull: Erp['pull'] = (...given) =>
        asked.length === kill
          ? Promise.reject(new ErpRejectedError('The ERP refused the credentials.'))
          : ports.erp.pull(...given);
      return { ports: { ...ports, erp: { ...ports.erp, pull } }, asked };
    };
    await noted(false);
    const killed = away(2);
    await run(killed.ports);
    expect(await theLoad()).toMatchObject({
      state: 'stopped',
      reason: expect.stringContaining('refused the credentials') as string,
    });
    expect((await progress()).watermarks).toEqual({});

    const { ports, asked } = listing(pages);
    await run(ports);

    expect(asked.map(({ cursor }) => cursor)).toEqual(['2']);
    expect(await theLoad()).toMatchObject({ state: 'done', parts: [{ pages: 3, counts: { applied: 3 } }] });
  });

  it('repeats no more than the page after which it was killed before its checkpoint stood', async () => {
    const { ports, world, asked } = listing([[aRow('a')], [aRow('b')]]);
    await noted(false);
    const dying = {
      ...ports,
      events: { publish: () => Promise.reject(new Error('killed')) },
    };
    await run(dying);
    expect((await theLoad())?.parts[0]).toMatchObject({ state: 'waiting', pages: 0 });

    await run(ports);
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, undefined, '1']);
    expect(world.published).toHaveLength(2);
    expect((await debtorOf('a'))?.version).toBe(1);
  });

  it('waits for an ERP that is away', async () => {
    let failures = 2;
    const { ports } = listing([[aRow('a')]]);
    const pull: Erp['pull'] = (...given) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new ErpUnavailableError('503')) : ports.erp.pull(...given);
    };
    await noted(false);
    await run({ ...ports, erp: { ...ports.erp, pull } });
    expect(await theLoad()).toMatchObject({ state: 'done', parts: [{ counts: { applied: 1 } }] });
  });

  it('goes on by itself when the budget of the ERP is used up for hours, and keeps what it has', async () => {
    const { ports, asked } = listing([[aRow('a')], [aRow('b')]]);
    let isSpent = true;
    const pull: Erp['pull'] = (...given) => {
      if (asked.length === 0 || !isSpent) return ports.erp.pull(...given);
      isSpent = false;
      return Promise.reject(new ErpUnavailableError('later', { retryAfterSeconds: 40_000 }));
    };
    await noted(false);
    const { states } = await run({ ...ports, erp: { ...ports.erp, pull } });
    expect(states).toContain('WaitForErp');
    expect(await theLoad()).toMatchObject({ state: 'done', parts: [{ pages: 2, counts: { applied: 2 } }] });
  });

  it('says why both sides differ', async () => {
    const { ports } = listing([[aRow('a'), aRow('bad', { name: {} })]], {
      statedCount: () => Promise.resolve(5),
    });
    await noted(false);
    await run(ports);
    const [result] = (await theLoad())?.results ?? [];
    expect(result).toMatchObject({ stated: 5, read: 2, stored: 1 });
    expect(result?.remarks).toEqual([
      expect.stringContaining('states 5, 2 were read'),
      expect.stringContaining('1 cannot be taken over as they are: they wait among the parked'),
    ]);
  });

  it('sets the watermark of what only tells of its records in another way, too', async () => {
    const { ports } = listing([[aRow('a')]], { pulledResources: () => ['debtors', 'addresses'] });
    await noted(false);
    await run(ports);
    expect(Object.keys((await progress()).watermarks)).toEqual(['debtor/debtors', 'debtor/addresses']);
  });

  it('leaves the watermark to the catch-up where records kept moving between counted pages', async () => {
    let calls = 0;
    const { ports } = listing([]);
    const pull: Erp['pull'] = (_, { cursor }) => {
      calls += 1;
      const payloads = [aRow(`r${calls}`)];
      return Promise.resolve({ payloads, isCounted: true, ...(cursor === undefined && { cursor: '1' }) });
    };
    await noted(false);
    await run({ ...ports, erp: { ...ports.erp, pull } });
    expect((await theLoad())?.results?.[0]?.remarks.join()).toContain('kept moving');
    expect((await progress()).watermarks).toEqual({});
  });
});

describe('a dry run', () => {
  it('tells what would become of each record, and keeps none', async () => {
    await noted(false);
    await run(listing([[aRow('old'), aRow('same')]]).ports);
    const before = await progress();

    await noted(true, { firstLoadId: '0198f0b3' });
    const rows = [
      aRow('new'),
      aRow('old', { version: '2', name: 'Other' }),
      aRow('same'),
      aRow('bad', { name: {} }),
    ];
    const { ports, world } = listing([rows]);
    const task = { connectionId: connection.connectionId, firstLoadId: '0198f0b3' };
    await loadRecords(ports, { step: 'load', ...task });
    await loadRecords(ports, { step: 'conclude', ...task });

    const load = await getFirstLoad(running.store, task);
    expect(load).toMatchObject({
      state: 'done',
      parts: [{ forecast: { new: 1, changed: 1, unchanged: 1, ignored: 0, parked: 1 } }],
      problems: [
        { entity: 'debtor', externalId: 'bad', reason: expect.stringContaining('wrong shape') as string },
      ],
    });
    expect(load?.parts[0]).not.toHaveProperty('counts');
    expect(await debtorOf('new')).toBeUndefined();
    expect((await debtorOf('old'))?.canonical.name).toBe('Debtor old');
    expect((await progress()).watermarks).toEqual(before.watermarks);
    expect({ published: world.published, archived: world.archived.size }).toEqual({
      published: [],
      archived: 0,
    });
  });

  it('shows the first twenty problems of an entity', async () => {
    await noted(true);
    const rows = Array.from({ length: 30 }, (_, index) => aRow(`bad-${index}`, { name: {} }));
    await run(listing([rows.slice(0, 15), rows.slice(15)]).ports);
    const load = await theLoad();
    expect(load?.problems).toHaveLength(20);
    expect(load?.parts[0]?.forecast?.parked).toBe(30);
  });

  it('looks at the ERP of a paused connection too, from which nothing is taken over', async () => {
    connection = aConnection({ company, connectionId: connection.connectionId, state: 'paused' });
    await noted(true);
    await run(listing([[aRow('a')]]).ports);
    expect(await theLoad()).toMatchObject({ state: 'done', parts: [{ forecast: { new: 1 } }] });

    await noted(false, { firstLoadId: '0198f0b4' });
    const task = { connectionId: connection.connectionId, firstLoadId: '0198f0b4' };
    await expect(loadRecords(listing([]).ports, { step: 'load', ...task })).rejects.toThrow(/is paused/);
  });
});
