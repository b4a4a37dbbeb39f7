import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Row } from '../../support/running-app/erp-side.ts';
import { SellingSystems } from '../../support/running-app/selling-systems.ts';

/** What is left behind is picked up, and what is done again days or months later does nothing (O-8, H2). */
let town: SellingSystems;
let order: Row;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  town = await SellingSystems.start();
  return () => town.stop();
}, 240_000);

beforeEach(async () => {
  await town.erp.misbehaves();
  order = await town.sales.order();
});

const DAY_MS = 86_400_000;
const text = (value: unknown): string => String(value);

async function expectOnce(): Promise<void> {
  expect(await town.ended(order)).toMatchObject({ state: 'confirmed' });
  expect(await town.documentsOf(order)).toBe(1);
  expect(await town.customersOf(order)).toHaveLength(1);
}

/** Hands over to an ERP that does this to both writes, and ends the run while it waits to know. */
async function leftBehind(...nextWrites: string[]): Promise<void> {
  await town.erp.misbehaves({ nextWrites, lateLandingMilliseconds: 60_000 });
  await town.sales.handOver(order);
  await vi.waitFor(async () => expect(await town.runs.waitUntil()).toBeGreaterThan(0), 30_000);
  await town.runs.stop(order);
}

describe('a hand-over whose run ended in doubt', () => {
  it.each([
    ['the debtor lands when nobody waits any more', ['lateLanding']],
    ['the debtor was refused for the moment', ['unavailable']],
    ['the order lands when nobody waits any more', ['none', 'lateLanding']],
    ['the order was lost on the way', ['none', 'htmlError']],
    ['the order was refused for the moment', ['none', 'tooManyRequests']],
  ])('is taken up days later by the sweep: %s', async (_, writes) => {
    await leftBehind(...writes);
    town.two.clock.skip(3 * DAY_MS);
    await expectOnce();
  });

  it('is refused a cancellation while nobody knows', async () => {
    await leftBehind('none', 'htmlError');
    const cancelled = await town.admin.call(`POST /orders/${text(order['orderId'])}/cancel`, {
      reason: 'Too late.',
    });

    expect(cancelled.status).toBe(409);
    expect(cancelled.body['detail']).toMatch(/^The order is .+\.$/);
    town.two.clock.skip(DAY_MS);
    await expectOnce();
  });

  it('goes on once when its button is pressed again meanwhile', async () => {
    await leftBehind('none', 'htmlError');
    await Promise.all([town.sales.handOver(order), town.sales.handOver(order)]);
    town.two.clock.skip(DAY_MS);
    await expectOnce();
  });
});

describe('a released order whose run never began', () => {
  it('is started by the sweep', async () => {
    await town.erp.misbehaves({ errorRate: 1, errorStatus: 503 });
    await town.sales.handOver(order);
    await town.runs.stop(order);
    await town.erp.misbehaves();
    town.two.clock.skip(DAY_MS);
    await expectOnce();
  });
});

describe('a run that is started again', () => {
  it.each([
    ['weeks later', 21],
    ['when names of runs are free again', 91],
  ])('%s finds that all is done', async (_, days) => {
    await town.sales.handOver(order);
    await expectOnce();
    town.two.clock.skip(days * DAY_MS);

    await town.runs.startAgain(order);
    await vi.waitFor(async () => expect(await town.runs.running()).toEqual([]), 30_000);

    await expectOnce();
  });
});

describe('a stopped run that is redriven days later', () => {
  it('finds what was created meanwhile', async () => {
    await leftBehind('none', 'lateLanding');
    town.two.clock.skip(2 * DAY_MS);
    await Promise.all([town.runs.redrive(order), expectOnce()]);
    await expectOnce();
  });
});
