import { describe, expect, it } from 'vitest';
import type { WriteAnswer } from '../../../../../../functions/shared/erp/outbound/erp-writer.ts';
import { aStatefulErp, type Failure } from '../../../../../support/erp/outbound/a-stateful-erp.ts';
import {
  anOutbound,
  anyTime,
  aWriter,
  byReference,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder, anOrderLine } from '../../../../../support/erp/outbound/hand-over-samples.ts';

const order = anErpOrder({
  lines: [1, 2, 3].map((line) =>
    anOrderLine({ lineId: String(line), reference: `OS-ORDER/${line}`, description: `Line ${line}` }),
  ),
});
const create = { kind: 'create', path: 'orders' } as const;
const submit = { kind: 'action', path: 'orders/{id}/submit', body: { id: '{id}' } } as const;
const perCall = {
  kind: 'lines',
  path: 'orders/{id}/lines',
  headers: { 'idempotency-key': '{reference}-{position}' },
  existing: { path: 'orders/{id}/lines', records: 'rows', key: 'ref' },
  key: 'ref',
} as const;
const find = [{ ...byReference, state: 'state' }];
const read = { path: 'orders/{id}', file: 'order-state.jsonata' };

/** Draft with its lines, then submit. */
const twoSteps = anOutbound({
  order: {
    find,
    read,
    create: {
      mapping: { file: 'order.jsonata', lines: { file: 'order-line.jsonata', into: 'rows' } },
      steps: [create, submit],
      progress: { draft: 1, submitted: 2 },
    },
  },
});

/** Draft, its lines one by one (or in batches), then submit. */
const threeSteps = (lines: object = {}) =>
  anOutbound({
    order: {
      find,
      read,
      create: {
        mapping: { file: 'order.jsonata', lines: { file: 'order-line.jsonata' } },
        steps: [create, { ...perCall, ...lines }, submit],
        progress: { draft: 1, submitted: 3 },
      },
    },
  });

/** As the ledger does it: look up, then create or go on, until it is accepted. */
async function handedOver(outbound: ReturnType<typeof anOutbound>, failures: readonly Failure[] = []) {
  const erp = aStatefulErp(failures);
  const { writer, asked } = aWriter(erp.answer, { outbound });
  const outcomes: WriteAnswer['outcome'][] = [];
  for (let tries = 0; tries < 6 && outcomes.at(-1) !== 'accepted'; tries += 1) {
    const found = await writer.findOrder(order.reference);
    if (found?.complete) return { erp, asked, outcomes: [...outcomes, 'found' as const] };
    const answer = found
      ? await writer.completeOrder(order, found.externalId, anyTime)
      : await writer.createOrder(order, anyTime);
    outcomes.push(answer.outcome);
  }
  return { erp, asked, outcomes };
}

describe.each([
  ['draft, submit', twoSteps, 2],
  ['draft, a call per line, submit', threeSteps(), 5],
  ['draft, lines in batches of two, submit', threeSteps({ batch: { size: 2, into: 'many' } }), 4],
  [
    'draft, lines without our reference, submit',
    threeSteps({ key: undefined, existing: { path: 'orders/{id}/lines', records: 'rows' } }),
    5,
  ],
])('%s', (_, outbound, writes) => {
  const single = Array.from({ length: writes }, (_unused, index) => index + 1);

  it('takes as many requests as there are steps', async () => {
    const { asked, outcomes } = await handedOver(outbound);

    expect(outcomes).toEqual(['accepted']);
    expect(asked().filter((each) => each.startsWith('POST'))).toHaveLength(writes);
  });

  it.each(
    single.flatMap((at) => [
      { at, isDone: true },
      { at, isDone: false },
    ]),
  )('goes on after write %j fails: one order, every line once, submitted', async (failure) => {
    const { erp, outcomes } = await handedOver(outbound, [failure]);

    expect(outcomes[0]).toBe('unknown');
    expect(erp.orders).toHaveLength(1);
    expect(erp.orders[0]?.state).toBe('submitted');
    expect(erp.orders[0]?.rows.map((row) => row['text'])).toEqual(['Line 1', 'Line 2', 'Line 3']);
  });

  it('goes on after any two failures', async () => {
    for (const [at, second] of single.flatMap((left) =>
      single.map((right) => [left, left + right] as const),
    )) {
      const { erp } = await handedOver(outbound, [
        { at, isDone: true },
        { at: second, isDone: false },
      ]);
      const [kept, ...more] = erp.orders;

      expect([more, kept?.state, kept?.rows.length]).toEqual([[], 'submitted', 3]);
    }
  });
});

describe('steps after the first', () => {
  const created = { id: '7', ref: 'OS-ORDER' };

  it('refused are for a person, who is told what stands in the ERP', async () => {
    const { writer } = aWriter(
      [{ body: created }, { status: 400, body: { error: 'Credit limit exceeded.' } }],
      { outbound: twoSteps },
    );

    expect(await writer.createOrder(order, anyTime)).toEqual({
      outcome: 'rejected',
      reason: expect.stringMatching(/stands in the ERP as 7.*Credit limit exceeded/),
    });
  });

  it('that were certainly not sent leave an order that is not finished: that is unknown, not "not sent"', async () => {
    const { writer } = aWriter([{ body: created }, { status: 429 }], { outbound: twoSteps });

    expect((await writer.createOrder(order, anyTime)).outcome).toBe('unknown');
  });

  it('do not begin when the right to send is over', async () => {
    const under = aWriter(
      () => {
        under.erp.time += 10_000;
        return { body: created };
      },
      { outbound: threeSteps() },
    );
    const answer = await under.writer.createOrder(order, { fence: 1, sendBefore: under.erp.time + 15_000 });

    expect(answer).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('time to send was over'),
    });
    expect(under.asked()).toEqual(['POST orders', 'POST orders/7/lines']);
  });

  it('carry an idempotency key of their own', async () => {
    const { erp, writer } = aWriter(() => ({ body: created }), { outbound: threeSteps() });
    await writer.createOrder(order, anyTime);

    expect(erp.asked.map(({ headers }) => headers['idempotency-key'])).toEqual([
      undefined,
      'OS-ORDER-1',
      'OS-ORDER-2',
      'OS-ORDER-3',
      undefined,
    ]);
  });
});

describe('an order that was found', () => {
  it('in a state from which nobody can go on is for a person', async () => {
    const { writer } = aWriter([{ body: { rows: [{ id: '7', ref: 'OS-ORDER', state: 'cancelled' }] } }], {
      outbound: twoSteps,
    });

    await expect(writer.findOrder('OS-ORDER')).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('cancelled'),
    });
  });

  it('and is not found any more when it is to be completed is unknown, and nothing is sent', async () => {
    const { writer, asked } = aWriter([{ body: { rows: [] } }], { outbound: twoSteps });

    expect((await writer.completeOrder(order, '7', anyTime)).outcome).toBe('unknown');
    expect(asked()).toEqual(['GET orders?ref=OS-ORDER']);
  });

  it('is asked for the lines it has, where no state tells, and nothing is sent twice', async () => {
    const outbound = anOutbound({
      order: {
        find: [byReference],
        read,
        create: {
          mapping: { file: 'order.jsonata', lines: { file: 'order-line.jsonata' } },
          steps: [create, perCall],
        },
      },
    });
    const rows = order.lines.map(({ reference }) => ({ ref: reference }));
    const known = { body: { rows: [{ id: '7', ref: 'OS-ORDER' }] } };
    const { writer, asked } = aWriter([known, known, { body: { rows } }], { outbound });

    expect((await writer.findOrder('OS-ORDER'))?.complete).toBe(false);
    expect((await writer.completeOrder(order, '7', anyTime)).outcome).toBe('accepted');
    expect(asked().at(-1)).toBe('GET orders/7/lines');
  });
});
