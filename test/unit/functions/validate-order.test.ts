import { describe, expect, it } from 'vitest';
import type { Order } from '../../../domain/records/order.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import { createErpOrder } from '../../../functions/create-erp-order/create-erp-order.ts';
import { ensureDebtor } from '../../../functions/ensure-debtor/ensure-debtor.ts';
import { validateOrder } from '../../../functions/validate-order/validate-order.ts';
import { aDebtorRecord, anAccount, OrderWorld, step } from '../../support/hand-over/order-world.ts';
import { anOrderLine, companySettings } from '../../support/sales/sale-records.ts';

const blocked = (block: 'order' | 'all' | 'invoice') =>
  aDebtorRecord('d1', { canonical: { externalId: 'd1', number: '10000', name: 'Muster', block } });

describe('validating a released order', () => {
  it('lets it begin, once', async () => {
    const world = new OrderWorld();

    expect(await validateOrder(world, step)).toEqual({ outcome: 'ready' });
    expect(await validateOrder(world, step)).toEqual({ outcome: 'ready' });
    expect(world.order).toMatchObject({ state: 'handing-over', version: 2 });
  });

  it.each<Order['state']>(['accepted', 'parked', 'confirmed', 'invoiced', 'cancelled', 'rejected'])(
    'does nothing with one that is %s',
    async (state) => {
      const world = new OrderWorld({ state });

      expect(await validateOrder(world, step)).toEqual({ outcome: 'done' });
      expect(world.order.version).toBe(1);
    },
  );

  it('says that an invoice is made here where no ERP takes orders (O-10)', async () => {
    const world = new OrderWorld();
    world.companySettings = companySettings({ ordersTo: 'no-erp' });

    expect(await validateOrder(world, step)).toEqual({ outcome: 'without-erp' });
    expect(world.order.state).toBe('handing-over');
  });

  it.each<[string, (world: OrderWorld) => void]>([
    ['no-erp', (world) => (world.companySettings = undefined)],
    ['connection-missing', (world) => (world.connection = undefined)],
    ['connection-missing', (world) => (world.connection = { ...connectionOf(world), company: 'other' })],
    ['connection-paused', (world) => (world.connection = { ...connectionOf(world), state: 'paused' })],
    ['connection-only-reads', (world) => (world.writer = undefined)],
    ['account-missing', (world) => world.accountsById.clear()],
    ['debtor-blocked', (world) => (world.linked = [blocked('order')])],
    ['debtor-blocked', (world) => (world.linked = [blocked('all')])],
    ['debtor-not-chosen', (world) => (world.linked = [aDebtorRecord('d1'), aDebtorRecord('d2')])],
  ])('parks with %s, and a sentence that says what to do', async (code, change) => {
    const world = new OrderWorld();
    change(world);

    const answer = await validateOrder(world, step);

    expect(answer).toMatchObject({ outcome: 'parked', code });
    expect('reason' in answer && answer.reason).toMatch(/\.$/);
    expect(world.order.state).toBe('released');
  });

  it('names the blocked debtor (D-4); one blocked for invoices only may order', async () => {
    const world = new OrderWorld();
    world.linked = [blocked('all')];
    expect(await validateOrder(world, step)).toMatchObject({ reason: expect.stringContaining('10000') });

    world.linked = [blocked('invoice')];
    expect(await validateOrder(world, step)).toEqual({ outcome: 'ready' });
  });

  it('asks nobody which debtor where a person chose, or only one stands in this ERP', async () => {
    const world = new OrderWorld({ chosenDebtorId: aDebtorRecord('d2').recordId });
    world.linked = [aDebtorRecord('d1'), aDebtorRecord('d2')];
    expect(await validateOrder(world, step)).toEqual({ outcome: 'ready' });

    const other = new OrderWorld();
    const gone = { deletedAt: '2026-01-31T00:00:00.000Z' };
    other.linked = [
      aDebtorRecord('d1'),
      aDebtorRecord('d2', gone),
      aDebtorRecord('d3', { connectionId: 'x' }),
    ];
    expect(await validateOrder(other, step)).toEqual({ outcome: 'ready' });
  });

  it('names the product that the ERP would refuse', async () => {
    const productId = `prd_${'x'.repeat(22)}`;
    const world = new OrderWorld({ lines: [anOrderLine({ productId })] });
    const product = { recordId: productId, canonical: { externalId: 'p', status: 'blocked' } };
    world.productRecords = [product as ProductRecord];

    expect(await validateOrder(world, step)).toMatchObject({
      outcome: 'parked',
      code: 'product-refused',
      field: 'lines.1',
    });
  });

  it('follows the account that was merged into another meanwhile', async () => {
    const world = new OrderWorld();
    world.accountsById.set('acc_0001', anAccount({ mergedInto: 'acc_0002' }));
    world.accountsById.set('acc_0002', anAccount({ accountId: 'acc_0002' }));
    world.linked = [blocked('all'), aDebtorRecord('d9', { accountId: 'acc_0002' })];

    expect(await validateOrder(world, step)).toEqual({ outcome: 'ready' });
  });

  it('asks no questions once something was sent: it may stand in the ERP', async () => {
    const world = new OrderWorld();
    world.erp.answers.push(
      { outcome: 'accepted', externalId: 'debtor-0' },
      { outcome: 'unknown', reason: 'timeout' },
    );
    await ensureDebtor(world, step);
    await createErpOrder(world, step);
    world.linked = [blocked('all')];

    expect(await validateOrder(world, step)).toEqual({ outcome: 'ready' });
  });
});

function connectionOf({ connection }: OrderWorld) {
  if (!connection) throw new Error('There is no connection.');
  return connection;
}
