import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../support/running-app/erp-side.ts';
import { FootprintTaker, nothingLeft } from '../support/running-app/footprint.ts';
import { entry, notification, NotifyingErp } from '../support/running-app/notifying-erp.ts';
import { RunningApp } from '../support/running-app/running-app.ts';

/** What authenticates but does not map waits for a person, who mends the cause and releases it, or decides against it. */
let app: RunningApp;
let erp: NotifyingErp;
let footprint: FootprintTaker;

beforeAll(async () => {
  [app, erp] = await Promise.all([RunningApp.start(), NotifyingErp.start()]);
  footprint = new FootprintTaker(app);
}, 120_000);

afterAll(async () => {
  footprint.close();
  await app.stop();
  await erp.close();
});

/** An invoice in blank currency, from an ERP of which nobody said what its currency is. */
async function parkedAt(connectionId: string): Promise<string> {
  await app.connect(erp.connection(connectionId));
  const { answer, left } = await footprint.leftBy(() =>
    app.post(notification(connectionId, [entry('salesInvoices')])),
  );
  expect(answer.status).toBe(200);
  expect(left).toMatchObject({ deliveries: [{ state: 'parked' }], records: [], queued: 0 });
  return String(left.deliveries[0]?.['deliveryId']);
}

const mend = (connectionId: string): Promise<Row> =>
  app.admin.does(`PATCH /connections/${connectionId}`, {
    settings: { tokenUrl: erp.tokenUrl, localCurrency: 'EUR' },
  });

const delivery = (deliveryId: string): Promise<Row> => app.crm.get(`/deliveries/${deliveryId}`);
const attempts = async (deliveryId: string) =>
  (await app.crm.get(`/deliveries/${deliveryId}/attempts`))['items'];
const release = (deliveryId: string) =>
  footprint.leftBy(() => app.admin.does(`POST /deliveries/${deliveryId}/release`));

const missing = [{ field: 'currency', reason: 'is missing' }];

describe('what was parked because a setting was missing', () => {
  let deliveryId: string;
  beforeAll(async () => {
    deliveryId = await parkedAt('mended');
  });

  const preview = () =>
    footprint.leftBy(() =>
      app.admin.call('POST /deliveries/replay', { deliveryIds: [deliveryId], preview: true }),
    );

  it('names the field and the reason, and is in the list of what waits', async () => {
    expect(await delivery(deliveryId)).toMatchObject({
      reason: expect.stringContaining('currency') as string,
      changes: [{ entity: 'invoice', state: 'parked', problems: missing }],
    });
    expect((await app.crm.list('/parked')).map((row) => row['deliveryId'])).toEqual([deliveryId]);
  });

  it('is previewed as parked again while nothing was mended, and stays as it is', async () => {
    const { answer, left } = await preview();
    expect(answer.body).toMatchObject({ items: [{ outcome: 'parked', changes: [{ problems: missing }] }] });
    expect(left).toEqual(nothingLeft);
  });

  it('is parked again when released while nothing was mended', async () => {
    const { left } = await release(deliveryId);
    expect(left).toMatchObject({ deliveries: [{ deliveryId, state: 'parked' }], records: [], queued: 0 });
    expect(left.deliveries[0]).toMatchObject({ changes: [{ problems: missing }] });
  });

  it('is previewed as applied once it was mended, and nothing changes by that', async () => {
    await mend('mended');
    const { answer, left } = await preview();
    expect(answer.body).toMatchObject({ items: [{ outcome: 'applied', changes: [{ entity: 'invoice' }] }] });
    expect(left).toEqual(nothingLeft);
  });

  it('is not released for somebody who saw an older version of it', async () => {
    const { answer, left } = await footprint.leftBy(() =>
      app.admin.call(`POST /deliveries/${deliveryId}/release`, undefined, '"0"'),
    );
    expect(answer.status).toBe(412);
    expect(left).toEqual(nothingLeft);
  });

  it('is applied when released, at once after the setting was made', async () => {
    const { left } = await release(deliveryId);
    expect(left).toMatchObject({ deliveries: [{ deliveryId, state: 'applied' }], archived: 0, queued: 0 });
    expect(left.records).toMatchObject([{ number: 'VR-100500', currency: 'EUR', totals: { gross: '234' } }]);
    expect(await attempts(deliveryId)).toMatchObject([
      { trigger: 'delivery', state: 'parked' },
      { trigger: 'release', state: 'parked' },
      { trigger: 'release', by: expect.any(String), state: 'applied' },
    ]);
    expect(await app.crm.list('/parked')).toEqual([]);
  });

  it('is released only once, and a replay of it changes nothing', async () => {
    const { etag } = await app.admin.call(`GET /deliveries/${deliveryId}`);
    expect((await app.admin.call(`POST /deliveries/${deliveryId}/release`, undefined, etag)).status).toBe(
      409,
    );
    const { answer, left } = await preview();
    expect(answer.body).toMatchObject({
      items: [{ reason: expect.stringContaining('applied already') as string }],
    });
    expect(left).toEqual(nothingLeft);
  });
});

describe('what nobody wants', () => {
  it('is ignored with the reason, and stays so after the cause was mended', async () => {
    const deliveryId = await parkedAt('unwanted');
    const reason = 'A test document of our accountants.';
    const { left } = await footprint.leftBy(() =>
      app.admin.does(`POST /deliveries/${deliveryId}/discard`, { reason }),
    );
    expect(left).toMatchObject({
      deliveries: [{ deliveryId, state: 'ignored', reason }],
      records: [],
      archived: 0,
    });
    expect(await attempts(deliveryId)).toMatchObject([
      { trigger: 'delivery', state: 'parked' },
      { trigger: 'discard', state: 'ignored', reason },
    ]);

    await mend('unwanted');
    const { etag } = await app.admin.call(`GET /deliveries/${deliveryId}`);
    const again = await app.admin.call(`POST /deliveries/${deliveryId}/release`, undefined, etag);
    expect(again.status).toBe(409);
    expect(await delivery(deliveryId)).toMatchObject({ state: 'ignored', reason });
  });
});

describe('what came while its connection was paused', () => {
  it('is applied when released after the connection was resumed', async () => {
    await app.connect(erp.connection('paused'));
    await app.admin.does('POST /connections/paused/pause');
    const came = await footprint.leftBy(() => app.post(notification('paused', [entry('customers')])));
    expect(came.left).toMatchObject({ deliveries: [{ state: 'parked' }], records: [], queued: 0 });
    expect(came.left.deliveries[0]).toMatchObject({ reason: expect.stringContaining('paused') as string });

    await app.admin.does('POST /connections/paused/resume');
    const { left } = await release(String(came.left.deliveries[0]?.['deliveryId']));
    expect(left).toMatchObject({ deliveries: [{ state: 'applied' }], records: [{ name: 'Werkstatt Grün' }] });
  });

  it('is applied all at once by the request that the resumed connection names', async () => {
    await mend('paused');
    await app.admin.does('POST /connections/paused/pause');
    const came = await footprint.leftBy(() => app.post(notification('paused', [entry('salesInvoices')])));
    expect(came.left).toMatchObject({ deliveries: [{ state: 'parked' }], records: [], queued: 0 });

    const { keptBack } = await app.admin.does('POST /connections/paused/resume');
    expect(keptBack).toMatchObject({ count: 1 });
    const { path, body } = (keptBack as { release: { path: string; body: object } }).release;
    const preview = await app.admin.call(`POST ${path}`, { ...body, preview: true });
    expect(preview.body).toMatchObject({ done: 1, byCause: { paused: 1 }, refused: [] });
    const { answer, left } = await footprint.leftBy(() => app.admin.call(`POST ${path}`, body));
    expect(answer.body).toMatchObject({ done: 1, refused: [] });
    expect(left).toMatchObject({ deliveries: [{ state: 'applied' }] });
    expect(await app.crm.list('/parked')).toEqual([]);
  });
});
