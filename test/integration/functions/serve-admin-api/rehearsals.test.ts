import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../domain/records/connection.ts';
import type { Delivery } from '../../../../domain/records/delivery.ts';
import { rehearse } from '../../../../functions/serve-admin-api/rehearsals/rehearse.ts';
import type { RehearsalAnswer } from '../../../../functions/serve-admin-api/views/rehearsal-view.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { putDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { uuidV7 } from '../../../../functions/shared/platform/uuid-v7.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminAnswer } from '../../../support/admin-api/admin-client.ts';
import { aDelivery } from '../../../support/admin-api/stored-records.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';
import { trialPorts, type TestTrialPorts } from '../../../support/admin-api/trial-ports.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let company: string;
let connectionId: string;
let count = 0;
let ports: TestTrialPorts;
let bodies: Map<string, Buffer>;
const now = Date.parse('2026-02-01T08:00:00.000Z');

beforeEach(async () => {
  company = `company-${(count += 1)}`;
  connectionId = `bc-${count}`;
  bodies = new Map();
  ports = trialPorts(running.store);
  await createConnection(running.store, connection());
});

const connection = (): Connection =>
  aConnection({
    ...{ company, connectionId, connector: 'business-central', settings: { localCurrency: 'EUR' } },
    externalCompany: 'a1b2c3d4-0000-4000-8000-00000000000c',
  });

const id = (last: number) => `a1b2c3d4-0000-4000-8000-${String(last).padStart(12, '0')}`;
const customer = (last: number, fields: object = {}) => ({
  ...{ id: id(last), number: String(10_000 + last), displayName: `Customer ${last}`, blocked: ' ' },
  ...fields,
});

/** Stored deliveries arrive a minute after the other. */
async function store(minute: number, body: unknown, fields: Partial<Delivery> = {}): Promise<string> {
  const at = now - 3_600_000 + minute * 60_000;
  const deliveryId = uuidV7(at);
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  bodies.set(deliveryId, bytes);
  await putDelivery(
    running.store,
    aDelivery({
      ...{ company, connectionId, deliveryId, receivedAt: new Date(at).toISOString(), state: 'applied' },
      ...{ channel: 'pull', resource: 'customers' },
      archive: { key: deliveryId, offset: 0, length: bytes.length },
      ...fields,
    }),
  );
  return deliveryId;
}

const attempt = (body: object, clock = () => now): Promise<AdminAnswer> => {
  const archive = { read: ({ key }: { key: string }) => Promise.resolve(bodies.get(key) ?? Buffer.from('')) };
  const admin = testPorts(running.store, {
    rehearse: (given, rehearsal) => rehearse({ ...ports, archive, now: clock }, given, rehearsal),
  });
  return adminClient(admin)('POST', `/connections/${connectionId}/rehearsals`, { company, body });
};

const rehearsed = async (body: object, clock?: () => number): Promise<RehearsalAnswer> => {
  const answer = await attempt(body, clock);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as RehearsalAnswer;
};

const shipped = () => readFileSync('connectors/business-central/customer.jsonata', 'utf8');
const changedBy = (expression: string) => ({
  mappings: { 'customer.jsonata': `$merge([(${shipped()}), ${expression}])` },
});
const named = changedBy('{ "name": "Changed " & displayName }');
const unchanged = { mappings: {} };

describe('a rehearsal', () => {
  it('of what ships finds every record equal', async () => {
    await store(1, [customer(1), customer(2)]);
    expect(await rehearsed({ connector: unchanged })).toMatchObject({
      ...{ deliveries: 1, items: [], cursor: null, notShown: 0 },
      counts: { equal: 2, changed: 0, failing: 0 },
    });
  });

  it('tells what changes, field by field', async () => {
    const deliveryId = await store(1, [customer(1)]);
    expect(await rehearsed({ connector: named })).toMatchObject({
      counts: { equal: 0, changed: 1 },
      items: [
        {
          ...{ deliveryId, entity: 'debtor', externalId: id(1), number: '10001', verdict: 'changed' },
          fields: [{ field: 'name', before: 'Customer 1', after: 'Changed Customer 1' }],
        },
      ],
    });
  });

  it('tells what fails, is mended, and still fails', async () => {
    await store(1, [customer(1), customer(2, { blocked: 'Perhaps' }), customer(3, { blocked: 'Perhaps' })]);
    const connector = changedBy(`{ "name": displayName = "Customer 1" ? $error("No name.") : displayName }`);
    const mending = `$merge([(${shipped().replace('$table("blocked", blocked)', 'blocked = "Perhaps" ? "all" : $table("blocked", blocked)')}), displayName = "Customer 3" ? { "currency": "euro" } : {}])`;

    expect(await rehearsed({ connector })).toMatchObject({
      counts: { failing: 1, mended: 0, 'still-failing': 2 },
      items: expect.arrayContaining([
        expect.objectContaining({
          verdict: 'failing',
          problems: [expect.objectContaining({ reason: 'No name.' })],
        }),
      ]),
    });
    expect(await rehearsed({ connector: { mappings: { 'customer.jsonata': mending } } })).toMatchObject({
      counts: { equal: 1, mended: 1, 'still-failing': 1 },
    });
  });

  it('says of which records no payload was kept', async () => {
    const entry = (last: number) => ({
      ...{ subscriptionId: 's', clientState: 'x', changeType: 'updated' },
      resource: `companies(a1b2c3d4-0000-4000-8000-00000000000c)/customers(${id(last)})`,
      lastModifiedDateTime: '2026-02-01T07:00:00Z',
    });
    await store(1, { value: [entry(1), entry(2)] }, { channel: 'webhook' });
    await store(2, [], { channel: 'compare' });
    const answer = await rehearsed({ connector: named });

    expect(answer).toMatchObject({ counts: { 'not-comparable': 3 } });
    expect(answer.items.map(({ reason }) => reason)).toEqual([
      'What a comparison found holds no record of the ERP.',
      'The delivery only names the record; what was read is not kept.',
      'The delivery only names the record; what was read is not kept.',
    ]);
  });

  it('takes the newest of a connection, by entity, state and time', async () => {
    await store(1, [customer(1)]);
    await store(2, [customer(2)], { state: 'parked' });
    await store(3, [customer(3)], { connectionId: 'another' });
    const items = { entities: ['product' as const], resource: 'items' };
    await store(4, [{ id: id(4), number: '4', displayName: 'Item', type: 'Inventory' }], items);
    const foundBy = async (filter: object) =>
      (await rehearsed({ ...filter, connector: named })).items.flatMap(({ verdict, externalId }) =>
        verdict === 'changed' ? [externalId] : [],
      );

    expect(await foundBy({})).toEqual([id(2), id(1)]);
    expect(await foundBy({ last: 2 })).toEqual([id(2)]);
    expect(await foundBy({ state: 'parked' })).toEqual([id(2)]);
    expect(await foundBy({ entity: 'product' })).toEqual([]);
    expect(await foundBy({ since: new Date(now - 3_600_000 + 90_000).toISOString() })).toEqual([id(2)]);
  });

  it('goes on by its cursor until everything was rehearsed once, whatever arrives meanwhile', async () => {
    for (let last = 1; last <= 60; last += 1) await store(last / 10, [customer(last)]);
    const seen: (string | null)[] = [];
    let cursor: string | null | undefined;
    let parts = 0;
    do {
      // The time for an answer is over after the first run.
      let looks = 0;
      const clock = () => now + (looks++ < 3 ? 0 : 60_000);
      const answer = await rehearsed({ last: 55, connector: named, ...(cursor && { cursor }) }, clock);
      if (cursor === undefined) await store(30, [customer(99)]);
      seen.push(...answer.items.map(({ externalId }) => externalId));
      cursor = answer.cursor;
      parts += 1;
    } while (cursor !== null);

    expect(seen).toEqual(Array.from({ length: 55 }, (_, index) => id(60 - index)));
    expect(parts).toBeGreaterThan(1);
  });

  it('counts what it leaves out of a large page', async () => {
    await store(
      1,
      Array.from({ length: 230 }, (_, index) => customer(index)),
    );
    expect(await rehearsed({ connector: named })).toMatchObject({ notShown: 30, counts: { changed: 200 } });
  });

  it('compares with the same sandbox for both, and tells how one ended there', async () => {
    await store(1, [customer(1)]);
    const { sandbox } = ports;
    const failure = { code: 'too-slow' as const, reason: 'It took longer than a second.' };
    ports = {
      ...ports,
      sandbox: {
        run: (input) =>
          JSON.stringify(input.connector).includes('Changed')
            ? Promise.resolve({
                outcome: 'tried',
                items: input.items.map(({ key }) => ({ key, failure })),
              })
            : sandbox.run(input),
      },
    };
    expect(await rehearsed({ connector: named })).toMatchObject({
      items: [
        { verdict: 'failing', externalId: id(1), problems: [{ field: '(mapping)', reason: failure.reason }] },
      ],
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['more than a thousand deliveries', 422, { last: 1_001, connector: unchanged }],
    ['no connector', 422, { last: 1 }],
    ['a cursor that is none', 400, { connector: unchanged, cursor: 'AAAA' }],
    ['a manifest that is not valid', 422, { connector: { manifest: {} } }],
  ])('%s', async (_, status, body) => {
    await store(1, [customer(1)]);
    expect((await attempt(body)).status).toBe(status);
  });

  it('a cursor of other files', async () => {
    await store(1, [customer(1)]);
    await store(2, [customer(2)]);
    let looks = 0;
    const clock = () => now + looks++ * 4_000;
    const { cursor } = await rehearsed({ connector: named, last: 1_000 }, clock);
    const other = await attempt({ connector: unchanged, last: 1_000, cursor: cursor ?? 'none' });
    expect(other.status).toBe(400);
  });
});
