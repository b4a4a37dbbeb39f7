import { beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../../domain/ledger/verify-ledger.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { seeded, seedFrom } from '../../support/seeded.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { KilledSales } from '../../support/running-app/killed-sales.ts';

/** H1 and H2 where it hurts: the application is killed hard while it hands over. `ORDERSEAM_KILL_SEED` repeats the moments. */
const ORDERS = 20;
const KILLS = 6;
/** So slow that most kills hit a request to the ERP: it may be done, or be done later. */
const SLOW = { latencyMilliseconds: 100 };
let killed: KilledSales;
let orders: readonly Row[];

beforeAll(async () => {
  const seed = seedFrom('ORDERSEAM_KILL_SEED');
  process.stdout.write(`ORDERSEAM_KILL_SEED=${seed}\n`);
  killed = await KilledSales.start();
  const accepted = await Promise.all(Array.from({ length: ORDERS }, () => killed.sales.order()));
  await killed.erp.misbehaves(SLOW);
  await killed.pressAndKill(accepted, seeded(seed), KILLS);
  await killed.erp.misbehaves();
  orders = await killed.untilEnded(accepted);
  return () => killed.end();
}, 300_000);

const handOverOf = (order: Row) => order['handOver'] as { order: { reference: string } };

describe('after hard kills while orders are handed over', () => {
  it('every order is confirmed: an ERP that behaves gives no reason to park', () => {
    expect(orders.filter(({ state }) => state !== 'confirmed').map(({ parked }) => parked)).toEqual([]);
  });

  it('the ERP has exactly one order per reference (H1)', async () => {
    const { value } = (await killed.erp.does('GET orders/references')) as { value: Row[] };
    const counts = new Map(value.map((row) => [row['externalDocumentNumber'], row['orders']]));
    expect(orders.map((order) => counts.get(handOverOf(order).order.reference))).toEqual(orders.map(() => 1));
  });

  it('the ERP has exactly one debtor per account (O-6)', async () => {
    const customers = await killed.erp.list('customers');
    const accounts = await Promise.all(
      orders.map(({ accountId }) => killed.crm.get(`/accounts/${String(accountId)}`)),
    );
    const counted = accounts.map(
      ({ name }) => customers.filter(({ displayName }) => displayName === name).length,
    );
    expect(counted).toEqual(accounts.map(() => 1));
  });

  it('the ledger is whole, and says so (A1)', async () => {
    const chains = await killed.crm.list(
      `/ledger/entries?month=${String(orders[0]?.['createdAt']).slice(0, 7)}`,
    );
    const { findings, entries, unconfirmed } = await verifyLedger(chains, { sha256 });
    expect(findings).toEqual([]);
    expect(unconfirmed).toEqual([]);
    expect(entries).toBeGreaterThanOrEqual(ORDERS * 6);
    expect(chains.some(({ event }) => (event as Row)['type'] === 'unknown')).toBe(true);
  });
});
