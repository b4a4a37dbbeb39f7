import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WriteFault } from '../../../local/demo-erp/misbehaviour.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { SellingSystems } from '../../support/running-app/selling-systems.ts';

/** Whatever the ERP does to the request that creates something: in the end it exists once (H1, H2). */
let town: SellingSystems;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  town = await SellingSystems.start();
  return () => town.stop();
}, 240_000);
afterEach(() => town.erp.misbehaves());

const ALMOST_THE_QUIET_TIME_MS = 590_000;
const text = (value: unknown): string => String(value);

async function expectOnce(order: Row): Promise<void> {
  const ended = await town.ended(order);
  expect(ended['parked']).toBeUndefined();
  expect(ended).toMatchObject({ state: 'confirmed' });
  expect(await town.documentsOf(order)).toBe(1);
  expect(await town.customersOf(order)).toHaveLength(1);
}

/** How the ledger says it went. */
async function entriesOf(key: string): Promise<unknown[]> {
  const { items } = (await town.crm.get(`/ledger/history?key=${key}`)) as { items: { event: Row }[] };
  return items.map(({ event }) => event['type']);
}

const notDone: [string, WriteFault, object][] = [
  ['429', 'tooManyRequests', {}],
  ['429 with Retry-After', 'tooManyRequests', { retryAfterSeconds: 1_800 }],
  ['503', 'unavailable', {}],
  ['503 with Retry-After', 'unavailable', { retryAfterSeconds: 90 }],
  ['a web page', 'htmlError', {}],
];
const done: [string, WriteFault, object][] = [
  ['a broken connection', 'lostAnswer', {}],
  ['a broken connection, and it refuses what exists', 'lostAnswer', { refuseExisting: true }],
  ['half of the JSON', 'unclearTruncatedJson', {}],
  ['a web page after it was done', 'unclearHtmlError', {}],
  ['500 after it was done', 'unclearServerError', {}],
  ['201 without an id', 'unclearWithoutId', {}],
  ['504, and it lands minutes later', 'lateLanding', { lateLandingMilliseconds: ALMOST_THE_QUIET_TIME_MS }],
];

describe.each([...notDone, ...done])('an ERP that answers %s', (_, fault, switches) => {
  it('to the new debtor has it once, and the order', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ ...switches, nextWrites: [fault] });
    await town.sales.handOver(order);
    await expectOnce(order);
  });

  it('to the new order has it once', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ ...switches, nextWrites: ['none', fault] });
    await town.sales.handOver(order);
    await expectOnce(order);
  });
});

describe('what was refused for sure', () => {
  it('is sent again without a doubt in between', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ nextWrites: ['none', 'tooManyRequests'] });
    await town.sales.handOver(order);
    await expectOnce(order);

    const entries = await entriesOf(`order/${text(order['orderId'])}`);
    expect(entries).toEqual(['planned', 'sending', 'not-sent', 'sending', 'confirmed']);
  });
});

describe('what the ERP lost on the way', () => {
  it('is sent again only after its quiet time and a look-up (H5)', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ nextWrites: ['none', 'htmlError'] });
    const began = town.two.clock.now();
    await town.sales.handOver(order);
    await expectOnce(order);

    expect(town.two.clock.now() - began).toBeGreaterThan(600_000);
    const entries = await entriesOf(`order/${text(order['orderId'])}`);
    expect(entries).toEqual(['planned', 'sending', 'unknown', 'absent', 'sending', 'confirmed']);
  });
});

describe('an ERP that takes everything and never answers', () => {
  it.each([
    ['debtor', 'unclearSilence', 'none'],
    ['order', 'none', 'unclearSilence'],
  ] as const)(
    'has the %s once: the step is given up and the next one finds it',
    async (entity, ...faults) => {
      const order = await town.sales.order();
      await town.erp.misbehaves({ nextWrites: faults });
      await town.sales.handOver(order);
      await vi.waitFor(async () => {
        const taken =
          entity === 'debtor' ? (await town.customersOf(order)).length : await town.documentsOf(order);
        expect(taken).toBe(1);
      }, 30_000);

      town.two.clock.skip(LONGEST_STEP_MS);
      await expectOnce(order);
    },
  );

  /** After which the state machine calls its step again, whatever became of the first call. */
  const LONGEST_STEP_MS = 300_000;
});

describe('every write of ten sales failing in its own way', () => {
  it('makes ten orders and ten debtors', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => town.sales.order()));
    const nextWrites = [...done, ...notDone, ...done].map(([, fault]) => fault);
    await town.erp.misbehaves({ nextWrites, lateLandingMilliseconds: ALMOST_THE_QUIET_TIME_MS });
    await Promise.all(orders.map((order) => town.sales.handOver(order)));

    for (const order of orders) await expectOnce(order);
  });
});

describe('an order that a clerk edits before it is read back', () => {
  it('is parked with a sentence, and confirmed when it was mended and released (O-7)', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ nextWrites: ['none', 'clerkEdits'] });
    await town.sales.handOver(order);

    const parked = await town.ended(order);
    const { number } = parked['erp'] as { number: string };
    expect(parked).toMatchObject({ state: 'parked', parked: { code: 'order-differs' } });
    expect((parked['parked'] as Row)['reason']).toBe(
      `The ERP has order ${number}, but it differs from ours. Net is 3946.88 in the ERP and 1973.44 here. VAT is 789.38 in the ERP and 394.69 here. Gross is 4736.26 in the ERP and 2368.13 here. Mend it there, then release the order.`,
    );

    await town.erp.does(`PATCH orders/${number}`, { lines: [{ sequence: 20_000, quantity: 1 }] });
    await town.sales.release(order);
    await expectOnce(order);
  });
});

describe('an ERP that is away', () => {
  it('for hours is waited for', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ errorRate: 1, errorStatus: 503, retryAfterSeconds: 7_200 });
    await town.sales.handOver(order);
    await vi.waitFor(async () => expect(await town.runs.waitUntil()).toBeGreaterThan(0), 30_000);
    await town.passWaiting();
    await town.erp.misbehaves();

    await expectOnce(order);
  });

  it('for more than a day parks the order with its words; released when it is back, the order arrives once', async () => {
    const order = await town.sales.order();
    await town.erp.misbehaves({ errorRate: 1, errorStatus: 503, retryAfterSeconds: 14_400 });
    await town.sales.handOver(order);
    const parked = await town.ended(order);
    expect(parked).toMatchObject({ state: 'parked', parked: { code: 'erp-unavailable' } });
    expect((parked['parked'] as Row)['reason']).toBe(
      'For a day it could not be handed over. The ERP answered 503: The service is busy; try again later. Release it when the ERP takes requests again.',
    );
    expect(await town.runs.of(order)).toBeLessThan(8);

    await town.erp.misbehaves();
    await town.sales.release(order);
    await expectOnce(order);
  });
});
