import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ComparedEntity } from '../../../../domain/comparison/comparison.ts';
import type { Connection } from '../../../../domain/records/connection.ts';
import { compareKeys, comparisonStepSchema } from '../../../../functions/compare-keys/compare-keys.ts';
import { pullChanges, pullInputSchema } from '../../../../functions/pull-changes/pull-changes.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import type { HttpPort } from '../../../../functions/shared/erp/fetch/http-port.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { erpRuntime } from '../../../../functions/shared/ingestion/erp-runtime.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { getDebtor, listDebtors } from '../../../../functions/shared/store/debtors.ts';
import { listDeliveries } from '../../../../functions/shared/store/deliveries.ts';
import { getProduct, listProducts } from '../../../../functions/shared/store/products.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { ingestionWorld, type IngestionWorld } from '../../../support/ingestion/ingestion-world.ts';
import { invoked, readStateMachine } from '../../../support/state-machine-files.ts';
import { anErp, type ErpUnderTest } from '../../local/demo-erp/demo-erp-under-test.ts';

const machine = readStateMachine('compare-connection');
const MINUTE_MS = 60_000;
let running: RunningStore;
let under: ErpUnderTest;
let connection: Connection;
let world: IngestionWorld;
let counted: string[];
let change: (body: string) => string;
let count = 0;

beforeAll(async () => {
  running = await aStore();
  under = await anErp();
});
afterAll(async () => {
  await under.stop();
  await running.close();
});

/** A connection of its own, on which everything of the ERP arrived. No webhook ever does. */
beforeEach(async () => {
  count += 1;
  const { url, companyId } = under.erp;
  connection = aConnection({
    ...{ company: `company-${count}`, connectionId: `bc-${count}`, connector: 'business-central' },
    ...{ baseUrl: `${url}/api/v2.0`, externalCompany: companyId },
    settings: { tokenUrl: `${url}/oauth2/token`, localCurrency: 'EUR' },
  });
  change = (body) => body;
  counted = [];
  world = worldOf();
  await pull('debtor');
  await pull('product');
  await under.advance(MINUTE_MS);
});

function worldOf(): IngestionWorld {
  const http = fetchHttp({ plainHosts: ['127.0.0.1'], now: () => under.clock.now() });
  const secrets = { of: () => Promise.resolve({ clientState: 'x', ...under.erp.credentials }) };
  return ingestionWorld(running.store, {
    ...{ connections: { find: () => Promise.resolve(connection) }, now: () => under.clock.now() },
    counts: { count: (name: string) => void counted.push(name) },
    erp: erpRuntime({ connectors: loadConnectors('connectors'), secrets, http: changing(http) }),
  });
}

/** An ERP whose answers a test may falsify on their way. */
const changing = (http: HttpPort): HttpPort => ({
  ...http,
  send: async (request) => {
    const response = await http.send(request);
    return { ...response, body: Buffer.from(change(Buffer.from(response.body).toString())) };
  },
});

async function pull(entity: ComparedEntity): Promise<void> {
  const runStartedAt = new Date(under.clock.now()).toISOString();
  const { connectionId } = connection;
  let step: object = { done: false };
  while (!('done' in step && step.done === true))
    step = await pullChanges(world, pullInputSchema.parse({ ...step, connectionId, entity, runStartedAt }));
}

/** The very state machine with the very function. */
async function compare(entity: ComparedEntity, preview = false, before: (step: string) => unknown = () => 0) {
  const { connectionId } = connection;
  const task = async ({ Payload }: { readonly Payload: { readonly step: string } }) => {
    await before(Payload.step);
    return invoked(await compareKeys(world, comparisonStepSchema.parse(Payload)));
  };
  const tasks = { ListKeys: task, DecideDifferences: task, ApplyDifferences: task, NoteComparison: task };
  const input = { connectionId, entity, preview };
  const executionArn = `arn:aws:states:eu-central-1:000000000000:execution:machine:run-${(count += 1)}`;
  const ended = await runStateMachine(machine, input, { tasks, clock: under.clock, executionArn });
  expect([ended.error, ended.cause]).toEqual([undefined, undefined]);
  return (await getProgress(running.store, connectionId)).comparisons?.[entity];
}

const idOf = (entity: ComparedEntity, externalId: string) =>
  recordIdOf({ connectionId: connection.connectionId, entity, externalId });
const debtor = (externalId: string) =>
  getDebtor(running.store, connection.company, idOf('debtor', externalId));
const product = (externalId: string) =>
  getProduct(running.store, connection.company, idOf('product', externalId));
const all = { limit: 1_000 };
const debtors = async () =>
  (await listDebtors(running.store, { company: connection.company }, all)).items.map(
    ({ externalId, version }) => `${externalId} ${version}`,
  );

async function aCustomer(): Promise<string> {
  const { body } = await under.demo('POST customers', { displayName: 'Neu GmbH' });
  await under.advance(MINUTE_MS);
  return body.id;
}

async function deliveries() {
  const day = new Date(under.clock.now()).toISOString().slice(0, 10);
  const filter = { company: connection.company, from: day, to: `${day}T23:59:59.999Z` };
  const found = await listDeliveries(running.store, filter, { limit: 50 });
  return found.items.filter(({ channel }) => channel === 'compare');
}

describe('a comparison with the demo ERP (P-4)', () => {
  it('finds what was deleted without a word, as a delivery that says so', async () => {
    const customer = await aCustomer();
    await pull('debtor');
    await under.advance(MINUTE_MS);
    await under.demo(`DELETE customers/${customer}`);
    await under.advance(MINUTE_MS);

    const comparison = await compare('debtor');

    expect(comparison).toMatchObject({
      ...{ outcome: 'done', preview: false, counts: { applied: 1 } },
      verdict: { missing: 1, lacking: 0, missingExamples: [customer] },
    });
    expect((await debtor(customer))?.deletedAt).toBe(comparison?.startedAt);
    expect(world.published.at(-1)?.detail.data).toMatchObject({ externalId: customer, deleted: true });
    expect(await deliveries()).toMatchObject([{ state: 'applied', entities: ['debtor'] }]);
    expect(await compare('debtor')).toMatchObject({ outcome: 'done', verdict: { missing: 0, lacking: 0 } });
    expect(counted).toEqual([]);
  });

  it('reads what we lack by its id', async () => {
    const { body } = await under.demo('POST items', { displayName: 'Neuer Artikel' });
    await under.advance(MINUTE_MS);

    expect(await compare('product')).toMatchObject({ outcome: 'done', counts: { applied: 1 } });
    expect((await product(body.id))?.canonical).toMatchObject({ name: 'Neuer Artikel' });
    await under.advance(MINUTE_MS);
    const known = (await listProducts(running.store, { company: connection.company }, all)).items.length;
    expect(await compare('product')).toMatchObject({ verdict: { stated: known, listed: known, known } });
  });

  it('only counts as a preview', async () => {
    const customer = await aCustomer();
    const before = await debtors();

    expect(await compare('debtor', true)).toMatchObject({
      ...{ outcome: 'previewed', verdict: { missing: 0, lacking: 1 } },
    });
    expect(await debtor(customer)).toBe(undefined);
    expect(await debtors()).toEqual(before);
    expect(await deliveries()).toEqual([]);
  });

  it.each([
    ['is cut short', /"value":\[\{[^}]*\},/, '"value":[', /states \d+ records, \d+ arrived/],
    ['states no count', /"@odata.count":\d+,/, '', /does not state how many/],
  ])('is refused, and changes nothing, when the list %s', async (_, found, instead, reason) => {
    await aCustomer();
    const before = await debtors();
    change = (body) => body.replace(found, instead);

    const comparison = await compare('debtor');

    expect(comparison).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(reason) });
    expect(comparison).not.toHaveProperty('counts');
    expect(await debtors()).toEqual(before);
    expect(await deliveries()).toEqual([]);
    expect(counted).toEqual(['comparison-without-effect']);
  });

  it('is refused when an empty list calls itself full', async () => {
    const before = await debtors();
    change = (body) => body.replace(/"@odata.count":\d+,"value":\[.*\]/, '"@odata.count":0,"value":[]');

    expect(await compare('debtor')).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching('90 %'),
    });
    expect(await debtors()).toEqual(before);
  });

  it('leaves alone what is created while it runs', async () => {
    let created = '';
    await compare('debtor', false, async (step) => {
      if (step !== 'decide') return;
      created = await aCustomer();
      await pull('debtor');
    });

    expect((await debtor(created))?.deletedAt).toBe(undefined);
    expect(await debtor(created)).toBeDefined();
  });

  it('takes thousands of records, page by page', async () => {
    await under.demo('POST customers/bulk', { count: 2_300 });
    await under.advance(MINUTE_MS);
    const { verdict, counts } = (await compare('debtor', true)) ?? {};
    expect(verdict).toMatchObject({ lacking: 2_300 });
    expect(verdict?.listed).toBe(verdict?.stated);
    expect(counts).toBe(undefined);
    expect([...world.archived.keys()].filter((key) => /\/page-\d+\.json$/.test(key))).toHaveLength(2);
  });

  it('stops, with the reason, on a connection that was paused meanwhile', async () => {
    const before = await debtors();
    const pause = (step: string) => {
      if (step === 'decide') connection = { ...connection, state: 'paused' };
    };

    expect(await compare('debtor', false, pause)).toMatchObject({
      ...{ outcome: 'stopped', reason: expect.stringContaining('is paused') },
    });
    expect(await debtors()).toEqual(before);
  });
});
