import { describe, expect, it } from 'vitest';
import type { Order } from '../../../domain/records/order.ts';
import { ErpUnavailableError } from '../../../domain/errors.ts';
import { confirmOrder } from '../../../functions/confirm-order/confirm-order.ts';
import { createErpOrder } from '../../../functions/create-erp-order/create-erp-order.ts';
import { ensureDebtor } from '../../../functions/ensure-debtor/ensure-debtor.ts';
import { parkOrder } from '../../../functions/park-order/park-order.ts';
import {
  aDebtorRecord,
  anAccount,
  company,
  NOON,
  orderId,
  OrderWorld,
  step,
} from '../../support/hand-over/order-world.ts';
import { anOrder, anOrderLine } from '../../support/sales/sale-records.ts';

const debtor = 'debtor/acc_0001/bc';
const order = 'order/ord_0001';

describe('ensuring the debtor (O-6)', () => {
  it('uses the one the account is linked to, and sends nothing', async () => {
    const world = new OrderWorld();
    world.linked = [aDebtorRecord('d1')];

    expect(await ensureDebtor(world, step)).toEqual({ outcome: 'confirmed', externalId: 'd1' });
    expect(world.order.debtor).toMatchObject({ connectionId: 'bc', externalId: 'd1', number: 'D-d1' });
    expect(world.ledger.entries).toEqual([]);
  });

  it('creates it where there is none, links it, and the next order reuses it', async () => {
    const world = new OrderWorld();
    world.put(anOrder({ ...world.order, orderId: 'ord_0002' }));

    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'confirmed', externalId: 'debtor-0' });
    expect(await ensureDebtor(world, { ...step, orderId: 'ord_0002' })).toMatchObject({
      outcome: 'confirmed',
    });
    expect(world.erp.debtors).toHaveLength(1);
    expect(world.adopted).toMatchObject([{ accountId: 'acc_0001', externalId: 'debtor-0' }]);
    expect(world.ledger.story(debtor)).toEqual(['planned', 'sending', 'confirmed']);
  });

  it('is the same debtor whatever the currency of the order', async () => {
    const world = new OrderWorld({ currency: 'USD' });
    await ensureDebtor(world, step);

    expect(world.erp.debtors).toMatchObject([{ currency: 'EUR' }]);
  });

  it('goes on with what the ledger knows where the ERP has to send the record first', async () => {
    const world = new OrderWorld();
    world.debtors.adopt = () => Promise.resolve(undefined as never);

    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'confirmed' });
    expect(world.order.debtor).toEqual({ connectionId: 'bc', externalId: 'debtor-0', number: 'N-debtor-0' });
  });

  it('waits out a lost answer and then finds what was created', async () => {
    const world = new OrderWorld();
    world.erp.answers.push({ outcome: 'unknown', reason: 'timeout' });
    const first = await ensureDebtor(world, step);

    expect(first).toEqual({
      outcome: 'confirmed',
      connectionId: 'bc',
      externalId: 'debtor-0',
      number: 'N-debtor-0',
    });
    expect(world.erp.debtors).toHaveLength(1);
    expect(world.ledger.story(debtor)).toEqual(['planned', 'sending', 'unknown', 'confirmed']);
  });

  it('finds out about a debtor in doubt before it uses one that was linked meanwhile', async () => {
    const world = new OrderWorld();
    const lost = world.erp.createDebtor;
    world.erp.createDebtor = () => Promise.resolve({ outcome: 'unknown', reason: 'timeout' });
    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'wait' });
    world.erp.createDebtor = lost;
    world.linked = [aDebtorRecord('d1')];

    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'wait' });
    world.nowMs += 3_600_000;
    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'confirmed' });
    expect((await world.ledger.read(company, debtor))?.status).toBe('confirmed');
  });

  it('asks for what the account lacks', async () => {
    const world = new OrderWorld();
    world.accountsById.set('acc_0001', anAccount({ address: null }));

    expect(await ensureDebtor(world, step)).toMatchObject({
      outcome: 'parked',
      code: 'country-missing',
      field: 'address.country',
    });
    expect(world.ledger.entries).toEqual([]);
  });

  it('tells the words of an ERP that refuses, and tries again after a release', async () => {
    const world = new OrderWorld();
    world.erp.answers.push({ outcome: 'rejected', reason: 'The ERP answered 400: name too long.' });
    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'rejected', reason: /name too long/ });
    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'rejected' });
    expect(world.erp.debtors).toEqual([]);

    world.nowMs += 60_000;
    world.put({ ...world.order, releasedAt: new Date(world.nowMs).toISOString() });
    world.nowMs += 1_000;
    expect(await ensureDebtor(world, step)).toMatchObject({ outcome: 'confirmed' });
  });
});

describe('creating the order in the ERP (O-8)', () => {
  const ready = async (world: OrderWorld) => {
    await ensureDebtor(world, step);
    return world;
  };

  it('hands over lines, amounts and our reference, once', async () => {
    const world = await ready(new OrderWorld());

    expect(await createErpOrder(world, step)).toMatchObject({ outcome: 'confirmed', externalId: 'order-0' });
    expect(await createErpOrder(world, step)).toMatchObject({ outcome: 'confirmed', externalId: 'order-0' });
    expect(world.erp.orders).toMatchObject([
      { orderId, debtorExternalId: 'debtor-0', totals: { net: '100.00', tax: '20.00', gross: '120.00' } },
    ]);
    expect(world.ledger.entries.find(({ key }) => key === order)?.event).toMatchObject({
      units: [{ unit: 'ord_0001/1', net: '100.00' }],
      net: '100.00',
    });
  });

  it('by two workers at the same moment comes to one order', async () => {
    const world = await ready(new OrderWorld());

    const outcomes = await Promise.all([createErpOrder(world, step), createErpOrder(world, step)]);

    expect(outcomes).toContainEqual(expect.objectContaining({ outcome: 'confirmed' }));
    expect(world.erp.orders).toHaveLength(1);
  });

  it('without lines for the ERP there is nothing to create', async () => {
    const world = await ready(new OrderWorld({ lines: [anOrderLine({ destination: 'project' })] }));

    expect(await createErpOrder(world, step)).toEqual({ outcome: 'confirmed' });
    expect(world.erp.orders).toEqual([]);
  });

  it('without a debtor is parked instead of guessed', async () => {
    expect(await createErpOrder(new OrderWorld(), step)).toMatchObject({ code: 'debtor-missing' });
  });
});

describe.each([
  ['ensuring the debtor', ensureDebtor],
  ['creating the order', createErpOrder],
])('%s', (_, act) => {
  it.each<Order['state']>(['parked', 'cancelled'])(
    'sends nothing for an order that is %s by now',
    async (state) => {
      const world = new OrderWorld({ state });
      world.put({ ...world.order, debtor: { connectionId: 'bc', externalId: 'd1' } });

      expect(await act(world, step)).toMatchObject({ outcome: 'parked', code: 'not-under-way' });
      expect(world.ledger.entries).toEqual([]);
    },
  );
});

describe('confirming the order (O-7)', () => {
  const created = async (world = new OrderWorld({ state: 'handing-over' })) => {
    await ensureDebtor(world, step);
    await createErpOrder(world, step);
    return world;
  };

  it('links it with its number and state', async () => {
    const world = await created();

    expect(await confirmOrder(world, step)).toMatchObject({ outcome: 'confirmed', externalId: 'order-0' });
    expect(world.order).toMatchObject({
      state: 'confirmed',
      erp: { connectionId: 'bc', externalId: 'order-0', number: 'Border-0' },
    });
  });

  it('notes where it is before it is read, so that no deletion passes by unheard', async () => {
    const world = await created();
    world.erp.isGone = true;
    await confirmOrder(world, step);

    expect(world.linkedErpOrders).toEqual(['order-0 is ord_0001']);
  });

  it.each([
    [{ net: '99.99' }, 'Net is 99.99 in the ERP and 100.00 here.'],
    [{ tax: '0.00' }, 'VAT is 0.00 in the ERP and 20.00 here.'],
    [{ gross: '100.00' }, 'Gross is 100.00 in the ERP and 120.00 here.'],
    [{ lineCount: 2 }, 'The number of lines is 2 in the ERP and 1 here.'],
  ])('%j parks with the difference in a sentence; the link stands', async (state, sentence) => {
    const world = await created();
    world.erp.state = state;

    expect(await confirmOrder(world, step)).toMatchObject({
      outcome: 'parked',
      code: 'order-differs',
      reason: expect.stringContaining(sentence),
    });
    expect(world.order).toMatchObject({ state: 'handing-over', erp: { externalId: 'order-0' } });
  });

  it('of which the ERP states no amounts parks: silence is no parity', async () => {
    const world = await created();
    world.erp.state = { net: undefined, tax: undefined, gross: undefined };

    expect(await confirmOrder(world, step)).toMatchObject({ outcome: 'parked', reason: /states no amounts/ });
  });

  it('once it was mended in the ERP is confirmed', async () => {
    const world = await created();
    world.erp.state = { net: '99.99' };
    await confirmOrder(world, step);
    world.erp.state = {};

    expect(await confirmOrder(world, step)).toMatchObject({ outcome: 'confirmed' });
    expect(world.order.parked).toBeUndefined();
  });

  it('that is gone from the ERP parks', async () => {
    const world = await created();
    world.erp.isGone = true;

    expect(await confirmOrder(world, step)).toMatchObject({
      outcome: 'parked',
      reason: /not in the ERP any more/,
    });
  });

  it('takes the state the ERP says it has', async () => {
    const world = await created();
    world.erp.state = { status: 'partly-delivered', statusText: 'Released' };
    await confirmOrder(world, step);

    expect(world.order).toMatchObject({ state: 'partly-delivered', erp: { statusText: 'Released' } });
  });

  it('is left as it is where another run confirmed it and the ERP has moved on', async () => {
    const world = await created();
    await confirmOrder(world, step);
    world.put({ ...world.order, state: 'delivered' });

    expect(await confirmOrder(world, step)).toMatchObject({ outcome: 'confirmed', externalId: 'order-0' });
    expect(world.order).toMatchObject({ state: 'delivered' });
  });

  it('follows what the ERP told while it was read, also where another run had no time to', async () => {
    const world = await created();
    await confirmOrder(world, step);
    await confirmOrder(world, step);

    expect(world.followed).toEqual(['ord_0001 confirmed', 'ord_0001 confirmed']);
  });

  it('is read when the ERP says it can be, and without such a word by the retries of the machine', async () => {
    const world = await created();
    const later = new ErpUnavailableError('The ERP answered 429.', { retryAfterSeconds: 90 });
    world.erp.readOrder = () => Promise.reject(later);
    const until = new Date(world.nowMs + 90_000).toISOString();
    expect(await confirmOrder(world, step)).toEqual({ outcome: 'wait', until });

    world.erp.readOrder = () => Promise.reject(new ErpUnavailableError('The ERP answered 503.'));
    await expect(confirmOrder(world, step)).rejects.toThrow('503');
  });

  it('that the ledger does not confirm is a bug, loudly', async () => {
    await expect(confirmOrder(new OrderWorld(), step)).rejects.toThrow('does not confirm');
  });

  it('without lines for the ERP needs no document there', async () => {
    const world = new OrderWorld({ lines: [anOrderLine({ destination: 'agreement' })] });

    expect(await confirmOrder(world, step)).toEqual({ outcome: 'confirmed' });
    expect(world.order).toMatchObject({ state: 'confirmed' });
    expect(world.order.erp).toBeUndefined();
  });
});

describe('parking the order', () => {
  const why = { code: 'erp-rejected', reason: 'The ERP answered 400.' };

  it('keeps the reason, and raises the alarm', async () => {
    const world = new OrderWorld({ state: 'handing-over' });

    expect(await parkOrder(world, { ...step, why })).toEqual({ outcome: 'parked' });
    expect(world.order).toMatchObject({
      state: 'parked',
      parked: { ...why, at: new Date(NOON).toISOString() },
    });
    expect(world.parkedCounts).toEqual(['order-parked']);
  });

  it('says of a fault nobody foresaw that it is the operator’s, with its words', async () => {
    const world = new OrderWorld();
    const Cause = JSON.stringify({ errorType: 'TypeError', errorMessage: 'x is not a function' });
    await parkOrder(world, { ...step, why: { failure: { Error: 'TypeError', Cause } } });

    expect(world.order.parked).toMatchObject({ code: 'internal-error', reason: /x is not a function/ });
  });

  it.each(['EnsureDebtor', 'CreateOrder'])(
    'leaves it open while what %s sent may still land (H2)',
    async (at) => {
      const world = new OrderWorld();
      if (at === 'CreateOrder') await ensureDebtor(world, step);
      world.erp.createDebtor = () => Promise.resolve({ outcome: 'unknown', reason: 'timeout' });
      world.erp.createOrder = () => Promise.resolve({ outcome: 'unknown', reason: 'timeout' });
      await (at === 'CreateOrder' ? createErpOrder : ensureDebtor)(world, step);

      expect(await parkOrder(world, { ...step, why })).toEqual({ outcome: 'open' });
      expect(world.order.state).toBe('released');
    },
  );

  it('leaves alone what was released anew meanwhile, but not what nobody released since', async () => {
    const world = new OrderWorld({ state: 'released', handOverAttempt: 2 });

    expect(await parkOrder(world, { ...step, attempt: 1, why })).toEqual({ outcome: 'settled' });
    expect(world.order.state).toBe('released');
    expect(await parkOrder(world, { ...step, attempt: 2, why })).toEqual({ outcome: 'parked' });
  });

  it('leaves alone what somebody else brought to an end', async () => {
    const world = new OrderWorld({ state: 'confirmed' });

    expect(await parkOrder(world, { ...step, why })).toEqual({ outcome: 'settled' });
    expect(world.order.version).toBe(1);
  });
});
