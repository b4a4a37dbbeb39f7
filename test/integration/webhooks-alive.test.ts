import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Row } from '../support/running-app/erp-side.ts';
import { TwoSystems } from '../support/running-app/two-systems.ts';

/** What keeps webhooks alive, and what is said when they are not, between the application and the demo ERP. */
const HOUR = 3_600_000;
let two: TwoSystems;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  two = await TwoSystems.start();
  return () => two.stop();
}, 240_000);
afterEach(() => two.erp.misbehaves());

const connection = async (): Promise<Row> => (await two.admin.call('GET /connections/bc')).body;
const mirrored = (number: unknown) => two.crm.find(`/debtors?number=${String(number)}`);

it('subscriptions that the ERP dropped are there again with the next catch-up, and bring changes', async () => {
  const before = await two.erp.subscriptions();
  await two.erp.does('POST subscriptions/expire');
  expect(await two.erp.subscriptions()).toEqual([]);

  await two.catchUp();
  const { number } = await two.erp.does('POST customers', { displayName: 'Wieder gehört' });
  await two.settle();

  expect((await two.erp.subscriptions()).map(({ resource }) => resource).sort()).toEqual(
    before.map(({ resource }) => resource).sort(),
  );
  expect(await mirrored(number)).toMatchObject({ name: 'Wieder gehört' });
  expect(await connection()).toMatchObject({ lastWebhookAt: expect.any(String) });
});

it('webhooks that get lost without a trace are missed after half a day of changes, until one comes', async () => {
  const { number } = await two.erp.does('POST customers', { displayName: 'Noch gehört' });
  await two.settle();
  await two.catchUp();
  expect(await connection()).not.toHaveProperty('unannounced');

  await two.erp.misbehaves({ dropWebhooks: 1 });
  for (const [index, hours] of [1, 7, 6].entries()) {
    two.clock.skip(hours * HOUR);
    await two.erp.does(`PATCH customers/${String(number)}`, { displayName: `Ungehört ${index}` });
    await two.catchUp();
  }
  expect(await mirrored(number)).toMatchObject({ name: 'Ungehört 2' });
  expect(await connection()).not.toHaveProperty('webhooksReason');

  two.clock.skip(HOUR);
  await two.catchUp();
  expect(await connection()).toMatchObject({
    unannounced: { changes: 3 },
    webhooksReason: expect.stringMatching(/found 3 changes that no webhook told of; the last one came at 2/),
  });

  await two.erp.misbehaves();
  await two.erp.does(`PATCH customers/${String(number)}`, { displayName: 'Gehört' });
  await two.settle();
  await two.catchUp();
  expect(await connection()).not.toHaveProperty('webhooksReason');
});
