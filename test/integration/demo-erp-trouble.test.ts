import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Row } from '../support/running-app/erp-side.ts';
import { TwoSystems } from '../support/running-app/two-systems.ts';

/** The ERP and the way to it as they are on a bad day: afterwards the mirror is right, and nothing happened twice (W2, W4). */
let two: TwoSystems;
let customer: Row;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  two = await TwoSystems.start();
  return () => two.stop();
}, 240_000);

beforeEach(async () => {
  customer = await two.erp.does('POST customers', { displayName: 'Zu Beginn' });
  await two.settle();
  await two.bus.heard();
});
afterEach(() => two.erp.misbehaves());

const change = (fields: object) => two.erp.does(`PATCH customers/${String(customer['number'])}`, fields);
const mirror = () => two.crm.find(`/debtors?number=${String(customer['number'])}`);

/** What other systems heard of the customer; each event id once, or it would have had two effects. */
async function heardOfCustomer(): Promise<string[]> {
  const events = (await two.bus.heard()).filter(({ externalId }) => externalId === customer['id']);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  return events.map(({ type }) => type);
}

/** How the deliveries that touched the customer ended, the newest first. */
async function states(): Promise<unknown[]> {
  const deliveries = await two.crm.list(`/deliveries?text=${String(customer['id'])}`);
  return deliveries.map(({ channel, state }) => `${String(channel)} ${String(state)}`);
}

describe('webhooks', () => {
  it('that are lost are made up for by the next catch-up', async () => {
    await two.erp.misbehaves({ dropWebhooks: 1 });
    await change({ displayName: 'Ungehört' });
    await two.settle();
    expect(await mirror()).toMatchObject({ name: 'Zu Beginn' });

    await two.catchUp();

    expect(await mirror()).toMatchObject({ name: 'Ungehört' });
    expect(await heardOfCustomer()).toEqual(['DebtorChanged']);
  });

  it('that come twice have one effect', async () => {
    await two.erp.misbehaves({ duplicateWebhooks: 1 });
    await change({ displayName: 'Doppelt' });
    await two.settle();

    expect(await mirror()).toMatchObject({ name: 'Doppelt' });
    expect((await states()).slice(0, 2).sort()).toEqual(['webhook applied', 'webhook duplicate']);
    expect(await heardOfCustomer()).toEqual(['DebtorChanged']);
  });

  it('that overtake each other end in what the ERP has', async () => {
    await two.erp.misbehaves({ reorderWebhooks: 0.5, duplicateWebhooks: 0.5 });
    for (const displayName of ['Eins', 'Zwei', 'Drei', 'Vier']) {
      await change({ displayName });
      await two.settle();
    }
    await two.erp.misbehaves();
    two.clock.skip(300_000);
    await two.settle();

    expect(await mirror()).toMatchObject({ name: 'Vier' });
    expect(await states()).not.toContain('webhook parked');
    expect((await heardOfCustomer()).length).toBeLessThanOrEqual(4);
  });

  it('start with a byte order mark in older versions', async () => {
    await two.erp.misbehaves({ byteOrderMark: true });
    await change({ displayName: 'Mit Marke' });
    await two.settle();
    expect(await mirror()).toMatchObject({ name: 'Mit Marke' });
  });
});

describe('a pull and a webhook of the same change have one effect', () => {
  it('when the webhook comes first', async () => {
    await change({ displayName: 'Erst gemeldet' });
    await two.settle();
    await two.catchUp();

    expect(await heardOfCustomer()).toEqual(['DebtorChanged']);
    expect((await states()).filter((state) => String(state).startsWith('webhook'))).toEqual([
      'webhook applied',
      'webhook applied',
    ]);
  });

  it('when the pull comes first', async () => {
    await two.erp.misbehaves({ delayWebhooksMilliseconds: 600_000 });
    await change({ displayName: 'Erst geholt' });
    await two.settle();
    await two.catchUp();
    expect(await mirror()).toMatchObject({ name: 'Erst geholt' });

    two.clock.skip(600_000);
    await two.settle();

    expect(await heardOfCustomer()).toEqual(['DebtorChanged']);
    expect((await states())[0]).toBe('webhook duplicate');
  });
});

describe('an ERP that', () => {
  it.each([
    ['is away for a while', { errorRate: 1, errorStatus: 503 }],
    ['wants us to be slower', { errorRate: 1, errorStatus: 429, retryAfterSeconds: 20 }],
    ['answers with half a document', { truncatedJson: 1 }],
    ['answers with a web page', { htmlError: 1, errorRate: 1, errorStatus: 503 }],
  ])('%s is asked again, and nobody has to do anything', async (_, switches) => {
    await two.erp.misbehaves(switches);
    await change({ displayName: 'Trotzdem' });
    await two.settleInVain();
    expect(await mirror()).toMatchObject({ name: 'Zu Beginn' });

    await two.erp.misbehaves();
    await two.settleLater();

    expect(await mirror()).toMatchObject({ name: 'Trotzdem' });
    expect((await states())[0]).toBe('webhook applied');
    expect(await heardOfCustomer()).toEqual(['DebtorChanged']);
  });

  it('no longer takes our token is asked with a new one', async () => {
    await two.erp.does('POST tokens/expire');
    await change({ displayName: 'Neu angemeldet' });
    await two.settle();
    expect(await mirror()).toMatchObject({ name: 'Neu angemeldet' });
  });

  it('lost our subscriptions gets them again, and what it did not tell is fetched', async () => {
    await two.erp.does('POST subscriptions/expire');
    await change({ displayName: 'Ohne Abonnement' });
    await two.settle();
    expect(await mirror()).toMatchObject({ name: 'Zu Beginn' });

    await two.catchUp();
    expect(await two.erp.subscriptions()).toHaveLength(5);
    expect(await mirror()).toMatchObject({ name: 'Ohne Abonnement' });

    await change({ displayName: 'Wieder gemeldet' });
    await two.settle();
    expect(await mirror()).toMatchObject({ name: 'Wieder gemeldet' });
  });
});

describe('subscriptions, by the schedule alone,', () => {
  const day = 86_400_000;
  const firstEnd = async () => Math.min(...(await two.erp.subscriptions()).map(({ expiresAt }) => expiresAt));

  it('are renewed before they end', async () => {
    const end = await firstEnd();
    two.clock.skip(end - two.clock.now() - day);
    await vi.waitFor(async () => expect(await firstEnd()).toBeGreaterThan(end), { timeout: 30_000 });
    expect(await two.erp.subscriptions()).toHaveLength(5);
  });

  it('are made again when they ended while nothing ran', async () => {
    two.clock.skip(10 * day);
    await vi.waitFor(async () => expect(await two.erp.subscriptions()).toHaveLength(5), { timeout: 30_000 });
    expect(await firstEnd()).toBeGreaterThan(two.clock.now() + day);
  });
});

it('after all of that nobody has to look at anything', async () => {
  expect(await two.crm.list('/deliveries?state=parked')).toEqual([]);
});
