import { describe, expect, it } from 'vitest';
import { anyTime, aWriter, byReference } from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';
import type { ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const mapping = { file: 'order.jsonata', lines: { file: 'order-line.jsonata', into: 'rows' } };
const read = { path: 'orders/{id}', file: 'order-state.jsonata' };
const ordersBy = (step: object, script: readonly ScriptedAnswer[], more: readonly object[] = []) =>
  aWriter(script, {
    outbound: {
      order: {
        find: [byReference],
        create: { mapping, steps: [{ kind: 'create', path: 'orders', ...step }, ...more] as never },
        read,
      },
    },
  });
const created: ScriptedAnswer = { status: 201, body: { id: '7', ref: 'OS-ORDER' } };

describe('an id in a header', () => {
  const step = { id: { header: 'Location', pattern: '/orders/([0-9]+)$' } };

  it('is believed where the pattern finds it', async () => {
    const { writer } = ordersBy(step, [
      { status: 204, headers: { location: 'https://erp.example/api/v1/orders/501' } },
    ]);

    expect(await writer.createOrder(anErpOrder(), anyTime)).toMatchObject({
      outcome: 'accepted',
      externalId: '501',
    });
  });

  it.each([{}, { location: 'https://erp.example/api/v1/customers/501' }, { location: '/orders/' }])(
    'is missing in %j: nobody knows what was created',
    async (headers) => {
      const { writer } = ordersBy(step, [{ status: 204, headers }]);

      expect(await writer.createOrder(anErpOrder(), anyTime)).toMatchObject({
        outcome: 'unknown',
        reason: expect.stringContaining('no id in the header Location'),
      });
    },
  );
});

describe('a body around what is mapped', () => {
  it('has it at its place, with our reference and no braces of the order taken for its own', async () => {
    const body = { method: 'create', id: '{reference}', args: ['orders', null] };
    const { writer, bodies } = ordersBy({ body, into: 'args.1' }, [created]);
    await writer.createOrder(anErpOrder({ customerReference: '{id}' }), anyTime);

    expect(bodies()).toMatchObject([
      { method: 'create', id: 'OS-ORDER', args: ['orders', { ref: 'OS-ORDER', rows: [{ quantity: '2' }] }] },
    ]);
  });

  it('has lines that follow one by one, too', async () => {
    const steps = [
      { kind: 'create', path: 'orders' },
      {
        ...{
          kind: 'lines',
          path: 'orders/{id}/lines',
          body: { call: 'add', args: ['{id}', '{position}', null] },
        },
        ...{ into: 'args.2', existing: { path: 'orders/{id}/lines', records: 'rows' } },
      },
    ];
    const { writer, bodies } = aWriter([created, { body: {} }], {
      outbound: {
        order: {
          find: [byReference],
          create: { mapping: { ...mapping, lines: { file: 'order-line.jsonata' } }, steps: steps as never },
          read,
        },
      },
    });

    expect((await writer.createOrder(anErpOrder(), anyTime)).outcome).toBe('accepted');
    expect(bodies()[1]).toMatchObject({ call: 'add', args: ['7', '1', { quantity: '2' }] });
  });
});

describe('a version that is read before a step', () => {
  const release = (version: object) => [
    { kind: 'action', path: 'orders/{id}/release', headers: { 'if-match': '{version}' }, version },
  ];
  const inHeader = release({ path: 'orders/{id}', header: 'ETag' });

  it('is sent as it stands in the header', async () => {
    const script = [created, { body: {}, headers: { etag: 'W/"3"' } }, { status: 204 }];
    const { writer, erp } = ordersBy({}, script, inHeader);

    expect(await writer.createOrder(anErpOrder(), anyTime)).toMatchObject({ outcome: 'accepted' });
    expect(erp.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    expect(erp.asked[2]?.headers['if-match']).toBe('W/"3"');
  });

  it.each<[string, ScriptedAnswer, string]>([
    ['is not there', { body: {} }, 'rejected'],
    ['cannot be read now', { status: 503 }, 'unknown'],
    ['belongs to an order that is gone', { status: 404 }, 'rejected'],
  ])('that %s leaves the order as it is: %s', async (_, answer, outcome) => {
    const { writer, erp } = ordersBy({}, [created, answer], release({ path: 'orders/{id}', at: 'version' }));

    expect(await writer.createOrder(anErpOrder(), anyTime)).toMatchObject({
      outcome,
      reason: expect.stringContaining('stands in the ERP as 7, but is not complete'),
    });
    expect(erp.asked).toHaveLength(2);
  });

  it('that is no longer the newest is looked up again (412)', async () => {
    const script = [
      created,
      { body: {}, headers: { etag: '"3"' } },
      { status: 412, body: { error: 'Changed.' } },
    ];
    const { writer } = ordersBy({}, script, inHeader);

    expect(await writer.createOrder(anErpOrder(), anyTime)).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('412: Changed. It is looked up.'),
    });
  });
});

describe('a list of ids', () => {
  const expanding = { ...byReference, expand: { path: 'orders/{id}' } };
  const finding = (script: readonly ScriptedAnswer[]) => {
    const create = { mapping, steps: [{ kind: 'create' as const, path: 'orders' }] };
    return aWriter(script, { outbound: { order: { find: [expanding], create, read } } });
  };
  const ids = (...listed: string[]): ScriptedAnswer => ({ body: { rows: listed.map((id) => ({ id })) } });

  it('is believed by the records that the ids stand for', async () => {
    const { writer, asked } = finding([ids('5'), { body: { id: '5', no: 'A5', ref: 'OS-ORDER' } }]);

    expect(await writer.findOrder('OS-ORDER')).toMatchObject({ externalId: '5', number: 'A5' });
    expect(asked()).toEqual(['GET orders?ref=OS-ORDER', 'GET orders/5']);
  });

  it('leaves out a record that is gone by then', async () => {
    expect(await finding([ids('5'), { status: 404 }]).writer.findOrder('OS-ORDER')).toBe(undefined);
  });

  it('whose records are others was not filtered', async () => {
    const { writer } = finding([ids('5'), { body: { id: '5', ref: 'OTHER' } }]);

    await expect(writer.findOrder('OS-ORDER')).rejects.toThrow(/"not found" cannot be believed/);
  });

  it.each<[string, ScriptedAnswer[]]>([
    ['without an id', [{ body: { rows: [{}] } }]],
    ['whose record is none', [ids('5'), { body: [] }]],
  ])('%s is for a person', async (_, script) => {
    await expect(finding(script).writer.findOrder('OS-ORDER')).rejects.toMatchObject({
      name: 'ErpRejectedError',
    });
  });
});
