import { describe, expect, it } from 'vitest';
import { followOrders } from '../../../../functions/follow-orders/follow-orders.ts';
import { readNews } from '../../../../functions/follow-orders/read-news.ts';
import { ConcurrentChangeError } from '../../../../domain/errors.ts';
import { aFollower, anErpOrder, anInvoiceOf, ERP, INVOICE_ID } from '../../../support/orders/follower.ts';
import { anOrder } from '../../../support/sales/sale-records.ts';

const confirmed = anOrder({ state: 'confirmed', erp: ERP });
const news = { company: 'demo', entity: 'order', recordId: anErpOrder({}).recordId } as const;
const invoiceNews = { company: 'demo', entity: 'invoice', recordId: INVOICE_ID } as const;

describe('news of an order that was handed over (O-9)', () => {
  it.each(['partly-delivered', 'delivered', 'invoiced', 'cancelled', 'rejected'] as const)(
    'make it %s, with the words of the ERP',
    async (status) => {
      const world = aFollower({ order: confirmed, erpOrder: anErpOrder({ status, statusText: 'Open' }) });
      await followOrders(world.ports, news);

      expect(world.order()).toMatchObject({
        state: status,
        version: 2,
        erp: { statusText: 'Open', statusAt: '2026-02-05T08:00:00.000Z' },
      });
    },
  );

  it('never take it backwards', async () => {
    const order = anOrder({ state: 'delivered', erp: ERP });
    const world = aFollower({ order, erpOrder: anErpOrder({ status: 'confirmed' }) });
    await followOrders(world.ports, news);

    expect(world.order()).toEqual(order);
  });

  it('that are none write nothing', async () => {
    const world = aFollower({ order: confirmed, erpOrder: anErpOrder({ status: 'confirmed' }) });
    await followOrders(world.ports, news);

    expect(world.order()).toEqual(confirmed);
  });

  it('of a copy that a clerk made, with our reference on it, change nothing', async () => {
    const copy = anErpOrder({ status: 'cancelled' }, { externalId: 'so-copy' });
    const world = aFollower({ order: confirmed, erpOrder: copy });
    await followOrders(world.ports, { ...news, recordId: copy.recordId });

    expect(world.order()).toEqual(confirmed);
  });

  it('are heard whatever a clerk made of our reference', async () => {
    const erpOrder = anErpOrder({ ourReference: 'PO 17', status: 'delivered' });
    const world = aFollower({ order: confirmed, erpOrder });
    world.isLinked = true;
    await followOrders(world.ports, news);

    expect(world.order()?.state).toBe('delivered');
  });

  it('of a reference that nobody knows change nothing', async () => {
    const world = aFollower({ order: confirmed, erpOrder: anErpOrder({ ourReference: 'OS-OTHER' }) });
    await followOrders(world.ports, news);

    expect(world.order()).toEqual(confirmed);
  });

  it('wait for nobody: whoever was faster is read again', async () => {
    const world = aFollower({ order: confirmed, erpOrder: anErpOrder({ status: 'delivered' }) });
    world.beforeSave = () => world.replace({ ...confirmed, version: 2, customerReference: 'PO 1' });
    await followOrders(world.ports, news);

    expect(world.order()).toMatchObject({ state: 'delivered', version: 3, customerReference: 'PO 1' });
  });

  it('are tried again later by the queue where somebody is always faster', async () => {
    const world = aFollower({ order: confirmed, erpOrder: anErpOrder({ status: 'delivered' }) });
    world.ports.orders.save = () => Promise.reject(new ConcurrentChangeError('always'));

    await expect(followOrders(world.ports, news)).rejects.toThrow(ConcurrentChangeError);
  });
});

describe('an order that is gone from the ERP', () => {
  const gone = anErpOrder({ status: 'delivered' }, { deletedAt: '2026-02-04T08:00:00Z' });

  it('without an invoice is cancelled', async () => {
    const world = aFollower({ order: confirmed, erpOrder: gone });
    await followOrders(world.ports, news);

    expect(world.order()?.state).toBe('cancelled');
  });

  it.each([
    ['before', [invoiceNews, news]],
    ['after', [news, invoiceNews]],
  ])('is invoiced when its invoice comes %s', async (_, all) => {
    const world = aFollower({
      order: confirmed,
      erpOrder: gone,
      invoice: anInvoiceOf({ ourReference: 'OS-1' }),
    });
    for (const each of all) await followOrders(world.ports, each);

    expect(world.order()?.state).toBe('invoiced');
  });

  it('is not invoiced by a credit note, nor by an invoice that was deleted or is void', async () => {
    for (const invoice of [
      anInvoiceOf({ ourReference: 'OS-1', kind: 'credit-note' }),
      { ...anInvoiceOf({ ourReference: 'OS-1' }), deletedAt: '2026-02-04T09:00:00Z' },
      anInvoiceOf({ ourReference: 'OS-1', status: 'cancelled', voided: true }),
    ]) {
      const world = aFollower({ order: confirmed, erpOrder: gone, invoice });
      await followOrders(world.ports, invoiceNews);

      expect(world.order()?.state).toBe('cancelled');
    }
  });
});

describe('an invoice', () => {
  it('is noted at the order that it or one of its lines names, once (I-7)', async () => {
    for (const invoice of [anInvoiceOf({ ourReference: 'OS-1' }), anInvoiceOf({}, 'OS-1/2')]) {
      const world = aFollower({ order: confirmed, invoice });
      await followOrders(world.ports, invoiceNews);
      await followOrders(world.ports, invoiceNews);

      expect(world.noted).toEqual(new Set([`ord_0001 ${INVOICE_ID}`]));
    }
  });

  it('without a reference of ours is noted nowhere', async () => {
    const world = aFollower({ order: confirmed, invoice: anInvoiceOf({ ourReference: 'order:2026-77' }) });
    await followOrders(world.ports, invoiceNews);

    expect(world.noted.size).toBe(0);
  });
});

describe('an event of the bus', () => {
  const event = (type: string, entity: string) =>
    JSON.stringify({
      'detail-type': type,
      detail: {
        data: {
          ...{ company: 'demo', connectionId: 'bc', entity, recordId: 'ero_1', externalId: 'x' },
          ...{ deleted: false, version: 1, deliveryId: 'd' },
        },
      },
    });

  it('names the record to look at', () => {
    expect(readNews(event('OrderChanged', 'order'))).toEqual({
      company: 'demo',
      entity: 'order',
      recordId: 'ero_1',
    });
  });

  it('of another kind is a mistake in the rule, and loud', () => {
    expect(() => readNews(event('DebtorChanged', 'debtor'))).toThrow();
  });
});
