import { describe, expect, it } from 'vitest';
import {
  cancelOrder,
  followErpStatus,
  isLedByErp,
  isUnderWay,
  releaseOrder,
  type ErpStatus,
} from '../../../../domain/orders/order-states.ts';
import { orderStateSchema, type Order, type OrderState } from '../../../../domain/records/order.ts';
import { anAcceptedOrder } from '../../../support/sales/a-priced-quote.ts';

const STATES = orderStateSchema.options;
const linked = (state: OrderState, statusAt?: string): Order =>
  anAcceptedOrder({
    state,
    erp: { connectionId: 'acme-bc', externalId: 'so-1', ...(statusAt ? { statusAt } : {}) },
  });
const at = '2026-04-02T10:00:00Z';
const parked = { code: 'debtor-blocked', reason: 'The debtor is blocked.', at };

describe('the ERP’s word on an order (O-9)', () => {
  const said: readonly ErpStatus['status'][] = [
    ...(['draft', 'confirmed', 'partly-delivered', 'delivered'] as const),
    ...(['invoiced', 'cancelled', 'rejected'] as const),
  ];

  /** In the order of `said`. */
  it.each([
    ['confirmed', 'confirmed confirmed partly-delivered delivered invoiced cancelled rejected'],
    [
      'partly-delivered',
      'partly-delivered partly-delivered partly-delivered delivered invoiced cancelled partly-delivered',
    ],
    ['delivered', 'delivered delivered delivered delivered invoiced cancelled delivered'],
    ['invoiced', 'invoiced invoiced invoiced invoiced invoiced cancelled invoiced'],
    ['cancelled', 'confirmed confirmed partly-delivered delivered invoiced cancelled rejected'],
    ['rejected', 'confirmed confirmed partly-delivered delivered invoiced cancelled rejected'],
  ] as const)('takes a %s order forward, or to an end', (state, next) => {
    expect(said.map((status) => followErpStatus(linked(state), { status, at }).state)).toEqual(
      next.split(' '),
    );
  });

  it.each(['accepted', 'released', 'handing-over', 'parked'] as const)(
    'does not move a %s order',
    (state) => {
      for (const status of said) expect(followErpStatus(linked(state), { status, at }).state).toBe(state);
    },
  );

  it('says nothing about an order it does not have', () => {
    const order = anAcceptedOrder({ state: 'cancelled' });
    expect(followErpStatus(order, { status: 'delivered', at })).toBe(order);
    expect(isLedByErp(order)).toBe(false);
  });

  it('is kept as it was said, and when', () => {
    const order = followErpStatus(linked('confirmed'), { status: 'delivered', statusText: 'Versandt', at });
    expect(order.erp).toMatchObject({ statusText: 'Versandt', statusAt: at });
  });

  it('is no news where it is older, even in another time zone', () => {
    const order = linked('confirmed', '2026-04-02T10:00:01Z');
    expect(followErpStatus(order, { status: 'cancelled', at: '2026-04-02T12:00:00+02:00' })).toBe(order);
  });

  it('is no news where it says the same again', () => {
    const order = followErpStatus(linked('confirmed'), { status: 'delivered', statusText: 'Shipped', at });
    expect(
      followErpStatus(order, { status: 'delivered', statusText: 'Shipped', at: '2026-04-03T10:00:00Z' }),
    ).toBe(order);
  });
});

describe('release', () => {
  const release = (order: Order) => releaseOrder(order, { by: 'anna', now: at });

  it.each(['accepted', 'parked'] as const)('sends a %s order on its way, once more', (state) => {
    const answer = release(
      anAcceptedOrder({ state, handOverAttempt: 2, ...(state === 'parked' ? { parked } : {}) }),
    );
    expect(answer).toMatchObject({
      changed: { state: 'released', handOverAttempt: 3, releasedBy: 'anna', releasedAt: at },
    });
    expect('changed' in answer && answer.changed).not.toHaveProperty('parked');
  });

  it.each(STATES.filter((state) => state !== 'accepted' && state !== 'parked'))(
    'is refused for a %s order',
    (state) => {
      expect(release(anAcceptedOrder({ state }))).toMatchObject({ refused: { code: `order-is-${state}` } });
    },
  );
});

describe('cancelling before the hand-over', () => {
  it.each(['accepted', 'parked'] as const)('ends a %s order of which nothing can be in the ERP', (state) => {
    expect(cancelOrder(anAcceptedOrder({ state, parked }), { mayBeInErp: false })).toMatchObject({
      changed: { state: 'cancelled' },
    });
  });

  it('is refused where it is or may be in the ERP', () => {
    const refused = { refused: { code: 'may-be-in-erp' } };
    expect(cancelOrder(anAcceptedOrder({ state: 'parked' }), { mayBeInErp: true })).toMatchObject(refused);
    expect(cancelOrder(linked('parked'), { mayBeInErp: false })).toMatchObject(refused);
  });

  it.each(STATES.filter((state) => state !== 'accepted' && state !== 'parked'))(
    'is refused for a %s order',
    (state) => {
      expect(cancelOrder(anAcceptedOrder({ state }), { mayBeInErp: false })).toMatchObject({
        refused: { code: `order-is-${state}` },
      });
    },
  );
});

it('only released orders and those being handed over are under way', () => {
  expect(STATES.filter(isUnderWay)).toEqual(['released', 'handing-over']);
});
