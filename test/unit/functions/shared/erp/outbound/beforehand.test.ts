import { describe, expect, it } from 'vitest';
import { outboundProblems } from '../../../../../../functions/shared/erp/trial/check-outbound.ts';
import {
  anOutbound,
  anOutboundConnector,
  anyTime,
  aWriter,
  byReference,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { aDebtorOrder, anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';

const country = {
  by: 'country with the code',
  needs: ['country'],
  path: 'countries',
  query: { code: '{country}' },
  records: 'rows',
  match: [{ path: 'code', value: 'country' }],
};
const base = anOutbound();
const debtor = {
  find: [{ ...byReference, path: 'debtors' }],
  create: {
    mapping: { file: 'debtor.jsonata' },
    beforehand: { countryId: country },
    step: { path: 'debtors' },
  },
};
const sources = { 'debtor.jsonata': '{ "name": name, "country": $found.countryId }' };
const austrian = aDebtorOrder({ address: { country: 'AT' } });
const created = { status: 201, body: { id: 'd-1' } };

describe('ids of the ERP that a body needs', () => {
  it('are looked up before anything is sent, and given to the mapping', async () => {
    const { writer, asked, bodies } = aWriter([{ body: { rows: [{ id: '12', code: 'AT' }] } }, created], {
      outbound: { debtor },
      sources,
    });

    expect(await writer.createDebtor(austrian, anyTime)).toMatchObject({ outcome: 'accepted' });
    expect(asked()).toEqual(['GET countries?code=AT', 'POST debtors']);
    expect(bodies()).toEqual([{ name: austrian.name, country: '12' }]);
  });

  it('are left out where nothing says what to look for', async () => {
    const { writer, asked } = aWriter([created], { outbound: { debtor }, sources });
    await writer.createDebtor(aDebtorOrder({ address: undefined }), anyTime);

    expect(asked()).toEqual(['POST debtors']);
  });

  it('that the ERP does not have are for a person: nothing is sent', async () => {
    const { writer, asked } = aWriter([{ body: { rows: [] } }], { outbound: { debtor }, sources });

    expect(await writer.createDebtor(austrian, anyTime)).toEqual({
      outcome: 'rejected',
      reason:
        'Nothing was sent: the ERP knows no country with the code "AT". Complete it there or here, then release again.',
    });
    expect(asked()).toEqual(['GET countries?code=AT']);
  });

  it('that cannot be asked for now are tried again: nothing was sent', async () => {
    const { writer } = aWriter([{ status: 503 }], { outbound: { debtor }, sources });

    expect(await writer.createDebtor(austrian, anyTime)).toMatchObject({ outcome: 'not-sent' });
  });

  it('may name only what a debtor or an order has', () => {
    const wrong = {
      ...country,
      needs: ['colour'],
      query: { code: '{shade:number}', after: '{after:number}' },
    };
    const { manifest } = anOutboundConnector({
      outbound: { debtor: { ...debtor, create: { ...debtor.create, beforehand: { x: wrong } } } },
    });

    expect(outboundProblems(manifest)).toEqual([
      expect.stringMatching(/^outbound\.debtor\.create\.beforehand\.x names the value colour;/),
      expect.stringMatching(/^outbound\.debtor\.create\.beforehand\.x names the value shade;/),
    ]);
  });
});

describe('lines inside an order', () => {
  const orderWith = (into: string, order: string) =>
    aWriter([{ status: 201, body: { id: 'o-1', ref: anErpOrder().reference } }], {
      outbound: {
        order: {
          ...base.order,
          create: {
            ...base.order.create,
            mapping: { file: 'order.jsonata', lines: { file: 'order-line.jsonata', into } },
          },
        },
      },
      sources: { 'order.jsonata': order, 'order-line.jsonata': '[["0", { "text": description }]]' },
    });

  it('may stand deep in the body, and be lists themselves', async () => {
    const { writer, bodies } = orderWith('vals.0.rows', '{ "vals": [{ "ref": reference }] }');
    const order = anErpOrder();
    await writer.createOrder(order, anyTime);

    expect(bodies()).toEqual([
      {
        vals: [{ ref: order.reference, rows: order.lines.map((line) => ['0', { text: line.description }]) }],
      },
    ]);
  });

  it('make the objects on their way, but no entries of a list', async () => {
    const deep = orderWith('a.b.rows', '{ "ref": reference }');
    await deep.writer.createOrder(anErpOrder(), anyTime);
    expect(deep.bodies()).toMatchObject([{ a: { b: { rows: [['0', {}]] } } }]);

    const { writer, asked } = orderWith('vals.1.rows', '{ "vals": [{}] }');
    expect(await writer.createOrder(anErpOrder(), anyTime)).toEqual({
      outcome: 'rejected',
      reason: 'The value has no place: a list of 1 has no entry "1".',
    });
    expect(asked()).toEqual([]);
  });
});
