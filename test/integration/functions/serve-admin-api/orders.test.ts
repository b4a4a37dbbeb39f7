import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../../domain/ledger/ledger-event.ts';
import type { Order } from '../../../../domain/records/order.ts';
import { orderKey } from '../../../../functions/shared/orders/hand-over-keys.ts';
import { appendToLedger } from '../../../../functions/shared/store/ledger/append.ts';
import { readLedgerState } from '../../../../functions/shared/store/ledger/read.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { debtorLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { saveCoupling } from '../../../../functions/shared/store/couplings.ts';
import { getOrder, updateOrder } from '../../../../functions/shared/store/orders.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import type { AdminAnswer } from '../../../support/admin-api/admin-client.ts';
import { aCoupling, aDebtor } from '../../../support/admin-api/stored-records.ts';
import { confirmed, planned, rejected, sending, unknown } from '../../../support/ledger/events.ts';
import { aSellingCompany, type SellingCompany } from '../../../support/sales/selling-company.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let firm: SellingCompany;
beforeEach(async () => {
  firm = await aSellingCompany(running.store);
  await firm.offer({});
  await firm.offer({ number: 'CARE', externalId: 'p-care', kind: 'subscription' });
  await firm.offer({ number: 'HOUR', externalId: 'p-hour', kind: 'hourly', unit: 'h' });
});

const orderIn = ({ body }: AdminAnswer) => body as Order;
const idOf = (answer: AdminAnswer, name: string) => (answer.body as Record<string, string>)[name] ?? '';

async function aSentQuote(lines: object[] = [{ product: '1896-S', quantity: '2' }], more: object = {}) {
  const made = await firm.post('/quotes', { accountId: firm.accountId, lines, ...more });
  const quoteId = idOf(made, 'quoteId');
  await firm.post(`/quotes/${quoteId}/send`);
  return quoteId;
}

const accept = (quoteId: string, word: object = {}) => firm.post(`/quotes/${quoteId}/accept`, word);
const anOrderedOne = async () => orderIn(await accept(await aSentQuote()));

describe('an acceptance', () => {
  it('makes order, agreement and project with numbers of their own, and wins the opportunity', async () => {
    const opportunity = await firm.post('/opportunities', {
      ...{ accountId: firm.accountId, title: 'Büro', probability: 50 },
      expectedValue: { amount: '1', currency: 'EUR' },
    });
    const opportunityId = idOf(opportunity, 'opportunityId');
    const lines = [
      { product: '1896-S', quantity: '2' },
      { product: 'CARE', quantity: '1' },
      { product: 'HOUR', quantity: '5', phase: 'Planung' },
    ];
    const quoteId = idOf(await firm.post(`/opportunities/${opportunityId}/quotes`, { lines }), 'quoteId');
    await firm.post(`/quotes/${quoteId}/send`);
    const answer = await accept(quoteId, { customerReference: 'PO 4711', orderDate: '2026-01-30' });
    const order = orderIn(answer);
    expect(answer).toMatchObject({ status: 201, headers: { location: `/orders/${order.orderId}` } });
    expect(order).toMatchObject({
      ...{ orderNumber: 'O-2026-00001', state: 'accepted', customerReference: 'PO 4711', acceptedBy: 'ada' },
      ...{ orderDate: '2026-01-30', totals: { net: '200.00' }, deviations: [] },
    });
    expect(order.lines.map(({ destination }) => destination)).toEqual(['erp', 'agreement', 'project']);
    const agreement = await firm.call('GET', `/agreements/${order.agreementId ?? ''}`);
    expect(agreement.body).toMatchObject({ agreementNumber: 'A-1', positions: [{ productNumber: 'CARE' }] });
    const project = await firm.call('GET', `/projects/${order.projectId ?? ''}`);
    expect(project.body).toMatchObject({
      projectNumber: 'P-1',
      phases: [{ name: 'Planung', budgetMinutes: 300 }],
    });
    expect((await firm.call('GET', `/quotes/${quoteId}`)).body).toMatchObject({
      state: 'accepted',
      orderId: order.orderId,
    });
    expect((await firm.call('GET', `/opportunities/${opportunityId}`)).body).toMatchObject({
      ...{ stage: 'won', probability: 100, expectedValue: { amount: '700.00', currency: 'EUR' } },
    });
    for (const list of ['/agreements', '/projects'])
      expect((await firm.call('GET', `${list}?accountId=${firm.accountId}`)).body).toMatchObject({
        items: [{}],
      });
  });

  it('of a part records what was ordered differently', async () => {
    const quoteId = await aSentQuote([
      { product: '1896-S', quantity: '2' },
      { product: '1896-S', quantity: '1' },
      { product: '1896-S', quantity: '3', choice: 'optional' },
    ]);
    const acceptedLines = [{ lineId: '1', quantity: '1' }, { lineId: '3' }];
    expect(orderIn(await accept(quoteId, { acceptedLines }))).toMatchObject({
      totals: { net: '400.00' },
      deviations: [
        { lineId: '1', what: 'quantity', quoted: '2', ordered: '1' },
        { lineId: '2', what: 'left-out' },
        { lineId: '3', what: 'option-taken' },
      ],
    });
  });

  it('a second time is refused with the order that came of the first', async () => {
    const quoteId = await aSentQuote();
    const { orderId } = orderIn(await accept(quoteId));
    const again = await accept(quoteId);
    expect(again).toMatchObject({ status: 409, body: { rule: 'quote-is-accepted' } });
    expect(idOf(again, 'detail')).toContain(orderId);
  });

  it('with the same Idempotency-Key is answered with the same order', async () => {
    const path = `/quotes/${await aSentQuote()}/accept`;
    const options = { body: {}, headers: { 'idempotency-key': 'once' } };
    const first = await firm.call('POST', path, options);
    expect(orderIn(await firm.call('POST', path, options)).orderId).toBe(orderIn(first).orderId);
  });

  it('by two people at once makes one order', async () => {
    const quoteId = await aSentQuote();
    const answers = await Promise.all([accept(quoteId), accept(quoteId), accept(quoteId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await firm.call('GET', '/orders')).body).toMatchObject({ items: [{ lineCount: 1 }] });
  });

  it('of a draft or a superseded quote is refused in a sentence', async () => {
    const draft = idOf(
      await firm.post('/quotes', { accountId: firm.accountId, lines: [{ product: '1896-S' }] }),
      'quoteId',
    );
    expect(await accept(draft)).toMatchObject({ status: 409, body: { rule: 'quote-is-draft' } });
    const superseded = await aSentQuote();
    await firm.post(`/quotes/${superseded}/revise`);
    expect(await accept(superseded)).toMatchObject({ status: 409, body: { rule: 'quote-is-superseded' } });
  });

  it('on the last day of validity is taken, a day later refused', async () => {
    let day = '2026-02-01';
    firm = await aSellingCompany(running.store, { today: () => day });
    await firm.offer({});
    const [inTime, late] = [
      await aSentQuote(undefined, { validUntil: day }),
      await aSentQuote(undefined, { validUntil: day }),
    ];
    expect((await accept(inTime)).status).toBe(201);
    day = '2026-02-02';
    const answer = await accept(late);
    expect(answer).toMatchObject({ status: 409, body: { rule: 'quote-is-expired' } });
    expect(idOf(answer, 'detail')).toContain('2026-02-01');
  });

  it.each([
    ['a line that is not there', [{ lineId: '9' }], 'acceptedLines[0].lineId'],
    ['a line twice', [{ lineId: '1' }, { lineId: '1' }], 'acceptedLines[1].lineId'],
    ['quantity 0', [{ lineId: '1', quantity: '0' }], 'acceptedLines[0].quantity'],
    ['no line at all', [], 'acceptedLines'],
  ])('of %s is refused at its field', async (_, acceptedLines, field) => {
    const answer = await accept(await aSentQuote(), { acceptedLines });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('after the account was merged makes the order of the survivor', async () => {
    const quoteId = await aSentQuote();
    const survivor = idOf(await firm.post('/accounts', { name: 'Musterbau neu' }), 'accountId');
    await firm.call('POST', `/accounts/${firm.accountId}/merge`, {
      ...{ headers: { 'if-match': '"1"' }, body: { into: survivor } },
    });
    expect(orderIn(await accept(quoteId)).accountId).toBe(survivor);
    const { body } = await firm.call('GET', `/quotes?accountId=${survivor}`);
    expect(body).toMatchObject({ items: [{ quoteId, state: 'accepted' }] });
  });
});

describe('a hand-over', () => {
  it('releases the order and starts one execution, however often it is pressed', async () => {
    const { orderId } = await anOrderedOne();
    const press = () => firm.post(`/orders/${orderId}/hand-over`);
    const first = await press();
    expect(first).toMatchObject({
      status: 202,
      body: { state: 'released', handOverAttempt: 1, releasedBy: 'ada' },
    });
    expect(await press()).toEqual(first);
    expect(firm.ports.handedOver).toEqual(
      Array.from({ length: 2 }, () => ({ company: firm.company, orderId, attempt: 1 })),
    );
  });

  it('pressed by two at once is one attempt', async () => {
    const { orderId } = await anOrderedOne();
    const press = () => firm.post(`/orders/${orderId}/hand-over`);
    const statuses = (await Promise.all([press(), press(), press()])).map(({ status }) => status);
    expect(statuses.every((status) => [202, 409].includes(status))).toBe(true);
    expect(statuses).toContain(202);
    expect(new Set(firm.ports.handedOver.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });

  it('of an order without a line for the ERP says so', async () => {
    const order = orderIn(await accept(await aSentQuote([{ product: 'CARE' }])));
    expect(await firm.post(`/orders/${order.orderId}/hand-over`)).toMatchObject({
      ...{ status: 409, body: { rule: 'nothing-to-hand-over' } },
    });
  });

  it('of what is in the ERP already is refused with that', async () => {
    const order = await anOrderedOne();
    await become(order, { state: 'confirmed' });
    expect(await firm.post(`/orders/${order.orderId}/hand-over`)).toMatchObject({
      ...{ status: 409, body: { rule: 'order-is-confirmed' } },
    });
  });
});

async function become(order: Order, fields: Partial<Order>): Promise<Order> {
  const stored = await getOrder(running.store, firm.company, order.orderId);
  if (!stored) throw new Error('no order');
  return updateOrder(running.store, { ...stored, ...fields, version: stored.version + 1 });
}

const parked = {
  state: 'parked' as const,
  parked: { code: 'debtor-blocked', reason: 'Unblock the debtor.', at: '2026-02-01T08:00:00.000Z' },
};

async function writeToLedger(orderId: string, events: readonly LedgerEvent[]) {
  const key = orderKey(orderId);
  for (const event of events) {
    const before = await readLedgerState(firm.ports.ledger, firm.company, key);
    const append = { company: firm.company, key, before, actor: `${orderId}-1`, now: 1_769_932_800_000 };
    expect(await appendToLedger(firm.ports.ledger, { ...append, events: [event] })).toMatchObject({
      outcome: 'appended',
    });
  }
}

describe('a parked order', () => {
  let order: Order;
  const release = (body?: object) => firm.post(`/orders/${order.orderId}/release`, body);
  beforeEach(async () => {
    order = await anOrderedOne();
    await firm.post(`/orders/${order.orderId}/hand-over`);
    await become(order, parked);
  });

  it('is listed, and is released as the next attempt, once', async () => {
    expect((await firm.call('GET', '/orders?state=parked')).body).toMatchObject({
      items: [{ orderId: order.orderId, parked: { code: 'debtor-blocked' } }],
    });
    expect(await firm.post(`/orders/${order.orderId}/hand-over`)).toMatchObject({ status: 409 });
    const first = await release();
    expect(first).toMatchObject({ status: 202, body: { state: 'released', handOverAttempt: 2 } });
    expect(first.body).not.toHaveProperty('parked');
    expect(await release()).toEqual(first);
    expect((await firm.call('GET', '/orders?state=open')).body).toMatchObject({
      items: [{ handOverAttempt: 2 }],
    });
  });

  it('may be given one of the debtors of its account, and no other', async () => {
    const debtor = aDebtor({ externalId: 'd-7' }, { company: firm.company });
    await putMirrored(running.store, { layout: debtorLayout, record: debtor }, 'absent');
    expect(await release({ chosenDebtorId: debtor.recordId })).toMatchObject({
      ...{ status: 422, body: { errors: [{ field: 'chosenDebtorId' }] } },
    });
    const { couplingId } = await saveCoupling(running.store, aCoupling(debtor));
    await firm.call('POST', `/couplings/${couplingId}/confirm`, {
      ...{ headers: { 'if-match': '"1"' }, body: { accountId: firm.accountId } },
    });
    expect((await release({ chosenDebtorId: debtor.recordId })).body).toMatchObject({
      chosenDebtorId: debtor.recordId,
    });
    await become(order, parked);
    expect((await release({ chosenDebtorId: null })).body).not.toHaveProperty('chosenDebtorId');
  });

  it('that was never handed over cannot be released', async () => {
    const other = await anOrderedOne();
    expect((await firm.post(`/orders/${other.orderId}/release`)).status).toBe(409);
  });
});

describe('a cancellation', () => {
  const cancel = (orderId: string) =>
    firm.post(`/orders/${orderId}/cancel`, { reason: 'ordered by mistake' });

  it('before the hand-over ends the order; again it changes nothing', async () => {
    const { orderId } = await anOrderedOne();
    const first = await cancel(orderId);
    expect(first).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await cancel(orderId)).toEqual(first);
    expect((await firm.post(`/orders/${orderId}/hand-over`)).status).toBe(409);
  });

  it('after the ERP rejected it closes the ledger, so that nothing can be sent any more', async () => {
    const order = await anOrderedOne();
    await writeToLedger(order.orderId, [planned(), sending(1), rejected(1)]);
    await become(order, parked);
    expect((await cancel(order.orderId)).body).toMatchObject({ state: 'cancelled' });
    const state = await readLedgerState(firm.ports.ledger, firm.company, orderKey(order.orderId));
    expect(state).toMatchObject({ status: 'cancelled' });
  });

  it.each([
    ['is being sent', [planned(), sending(1)]],
    ['may have been taken', [planned(), sending(1), unknown(1)]],
    ['stands in the ERP', [planned(), sending(1), confirmed(1)]],
  ])('while it %s is refused', async (_, events) => {
    const order = await anOrderedOne();
    await writeToLedger(order.orderId, events);
    await become(order, parked);
    expect(await cancel(order.orderId)).toMatchObject({ status: 409, body: { rule: 'may-be-in-erp' } });
    expect((await firm.call('GET', `/orders/${order.orderId}`)).body).toMatchObject({ state: 'parked' });
  });

  it('on the way is refused', async () => {
    const { orderId } = await anOrderedOne();
    await firm.post(`/orders/${orderId}/hand-over`);
    expect(await cancel(orderId)).toMatchObject({ status: 409, body: { rule: 'order-is-released' } });
  });
});

describe('an order', () => {
  it('shows how its hand-over stands in the ledger', async () => {
    const order = await anOrderedOne();
    await writeToLedger(order.orderId, [planned(), sending(1), confirmed(1)]);
    const { body } = await firm.call('GET', `/orders/${order.orderId}`);
    expect(body).toMatchObject({ handOver: { order: { status: 'confirmed', number: '1001', fence: 1 } } });
  });

  it('is found by its number, at its account, and by nobody of another company (S1)', async () => {
    const { orderId, orderNumber } = await anOrderedOne();
    const found = { items: [{ orderId }] };
    expect((await firm.call('GET', `/orders?orderNumber=${orderNumber}`)).body).toMatchObject(found);
    expect((await firm.call('GET', `/orders?accountId=${firm.accountId}`)).body).toMatchObject(found);
    expect((await firm.call('GET', `/orders/${orderId}`, { company: 'other' })).status).toBe(404);
    expect((await firm.call('POST', `/orders/${orderId}/hand-over`, { company: 'other' })).status).toBe(404);
  });
});

describe('the ledger', () => {
  it('lists hand-overs by state, entries of a month, the history of a key, and is exported line by line', async () => {
    const order = await anOrderedOne();
    await writeToLedger(order.orderId, [planned(), sending(1), unknown(1)]);
    const key = orderKey(order.orderId);
    const types = ({ body }: AdminAnswer) =>
      (body as { items: { event: LedgerEvent }[] }).items.map(({ event }) => event.type);
    const inDoubt = await firm.call('GET', '/ledger/hand-overs?status=unknown');
    expect(inDoubt.body).toMatchObject({ items: [{ key, status: 'unknown' }] });
    expect((await firm.call('GET', '/ledger/hand-overs')).body).toMatchObject({ items: [] });
    const told = ['planned', 'sending', 'unknown'];
    expect(types(await firm.call('GET', '/ledger/entries?month=2026-02'))).toEqual(told);
    expect(types(await firm.call('GET', '/ledger/entries?month=2026-01'))).toEqual([]);
    const history = await firm.call('GET', `/ledger/history?key=${encodeURIComponent(key)}`);
    expect(types(history)).toEqual(told);
    const page = await firm.call('GET', '/ledger/export?limit=2');
    const lines = String(page.body).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual([1, 2]);
    const next = /<([^>]+)>; rel="next"/.exec(page.headers.link ?? '')?.[1] ?? '';
    expect(
      String((await firm.call('GET', next)).body)
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('proves itself, and accounts for what is not in the ERP', async () => {
    const [inErp, refused] = [await anOrderedOne(), await anOrderedOne()];
    await writeToLedger(inErp.orderId, [
      planned({ units: [{ unit: inErp.orderId, net: '200' }], net: '200' }),
      ...[sending(1), confirmed(1)],
    ]);
    await writeToLedger(refused.orderId, [
      planned({ reference: 'OS-2', units: [{ unit: refused.orderId, net: '100' }] }),
      ...[sending(1), rejected(1)],
    ]);
    const { body } = await firm.call('GET', '/ledger/verify?month=2026-02');
    expect(body).toMatchObject({
      ...{ findings: [], findingCount: 0, entries: 6, unconfirmedCount: 1 },
      totals: [{ status: 'confirmed', net: '200' }, { status: 'rejected' }],
      unconfirmed: [{ key: orderKey(refused.orderId), reason: 'The customer is blocked.' }],
    });
    expect((await firm.call('GET', '/ledger/verify?month=2026-13')).status).toBe(400);
    const heads = await firm.call('GET', '/ledger/heads');
    const sequences = (heads.body as { items: { sequence: number }[] }).items.map(({ sequence }) => sequence);
    expect(sequences.reduce((sum, each) => sum + each, 0)).toBe(6);
  });

  it('is closed to whoever only sells', async () => {
    expect((await firm.call('GET', '/ledger/export', { roles: ['sales'] })).status).toBe(403);
    expect((await firm.call('GET', '/ledger/export', { roles: ['accounting'] })).status).toBe(200);
  });
});
