import { describe, expect, it } from 'vitest';
import {
  ignoreReason,
  isComplete,
  mapToCanonical,
  totalsTolerance,
} from '../../../../../functions/shared/erp/map-to-canonical.ts';
import { aConnector, shippedConnector } from '../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../support/erp/requests.ts';

const resource = (overrides: object) =>
  ({ entity: 'invoice', payload: 'complete', mapping: { kind: 'canonical' }, ...overrides }) as never;

describe('credit notes are negative whatever the ERP sends (I-3)', () => {
  const businessCentral = shippedConnector('business-central');
  const memo = (count: number) =>
    asRead({
      ...{
        id: 'a1b2c3d4-0000-4000-8000-000000000001',
        creditMemoDate: '2026-01-01',
        customerId: 'a1b2c3d4-0000-4000-8000-000000000002',
      },
      ...{
        status: 'Open',
        currencyCode: 'EUR',
        totalAmountExcludingTax: 10 * count,
        totalTaxAmount: 0,
        totalAmountIncludingTax: 10 * count,
      },
      salesCreditMemoLines: Array.from({ length: count }, (_, index) => ({
        ...{
          sequence: index,
          lineType: 'Item',
          quantity: 2,
          unitPrice: 5,
          netAmount: 10,
          netTaxAmount: 0,
          netAmountIncludingTax: 10,
        },
      })),
    });

  it.each([0, 1, 2, 5_000])('with %d lines', async (count) => {
    const credit = await mapToCanonical(businessCentral, { entity: 'invoice', payload: memo(count) });

    expect(credit.lines).toHaveLength(count);
    expect(
      credit.lines.filter(
        ({ quantity, net, gross, tax, unitPrice }) =>
          [quantity, net, gross, tax, unitPrice].join() !== '-2,-10,-10,0,5',
      ),
    ).toEqual([]);
    expect(credit.totals.net).toBe(count === 0 ? '0' : `-${10 * count}`);
  });

  it.each([
    ['positive', '100', '-100'],
    ['positive', '-100', '100'],
    ['negative', '-100', '-100'],
    ['either', '100', '-100'],
    ['either', '-100', '-100'],
    ['either', '0', '0'],
  ])('an ERP that sends them %s: %s becomes %s', async (creditAmounts, sent, stored) => {
    const connector = aConnector({ resources: { credits: resource({ document: { creditAmounts } }) } });
    const payload = {
      externalId: '1',
      kind: 'credit-note',
      status: 'posted',
      currency: 'EUR',
      lines: [{ kind: 'product', net: sent }],
      totals: { net: sent },
    };
    const credit = await mapToCanonical(connector, { entity: 'invoice', payload: asRead(payload) });

    expect([credit.totals.net, credit.lines[0]?.net]).toEqual([stored, stored]);
  });

  it('a credit of nothing but tax is turned by its gross', async () => {
    const connector = aConnector({
      resources: { credits: resource({ document: { creditAmounts: 'either' } }) },
    });
    const payload = {
      externalId: '1',
      kind: 'credit-note',
      status: 'posted',
      currency: 'EUR',
      lines: [],
      totals: { net: 0, tax: 20, gross: 20 },
    };

    expect((await mapToCanonical(connector, { entity: 'invoice', payload: asRead(payload) })).totals).toEqual(
      { net: '0', tax: '-20', gross: '-20' },
    );
  });

  it('invoices stay as they are', async () => {
    const connector = aConnector({
      resources: { bills: resource({ document: { creditAmounts: 'positive' } }) },
    });
    const payload = {
      externalId: '1',
      kind: 'invoice',
      status: 'posted',
      currency: 'EUR',
      headerDiscount: 3,
      lines: [],
      totals: { net: 7 },
    };

    expect(await mapToCanonical(connector, { entity: 'invoice', payload: asRead(payload) })).toMatchObject({
      headerDiscount: '3',
      totals: { net: '7' },
    });
  });
});

describe('look-alikes of "no value"', () => {
  const connector = aConnector(
    {
      values: { empty: ['', false, '0001-01-01'], keep: ['active'] },
      resources: {
        things: {
          entity: 'debtor',
          payload: 'complete',
          mapping: { kind: 'expression', file: 'thing.jsonata' },
        },
      },
    },
    {
      'thing.jsonata':
        '{ "externalId": id, "number": ref, "name": name, "deleted": $not(active), "phone": phones[0] }',
    },
  );

  it('become null everywhere but in fields whose value they are', async () => {
    const payload = asRead({ id: 5, ref: false, name: 'A', active: false, phones: ['', '1'] });

    expect(await mapToCanonical(connector, { entity: 'debtor', payload })).toEqual({
      externalId: '5',
      number: null,
      name: 'A',
      deleted: true,
      phone: null,
    });
  });
});

describe('problems', () => {
  it('name every field, nested ones by path', async () => {
    const payload = asRead({
      kind: 'invoice',
      status: 'posted',
      currency: 'EUR',
      lines: [{ kind: 'product', net: '1,5' }],
      totals: {},
      payment: { state: 'late' },
    });

    await expect(
      mapToCanonical(shippedConnector('standard'), { entity: 'invoice', payload }),
    ).rejects.toMatchObject({
      name: 'MappingError',
      problems: [
        { field: 'externalId', reason: 'is missing' },
        { field: 'lines[0].net' },
        { field: 'totals.net', reason: 'is missing' },
        { field: 'payment.state' },
      ],
    });
  });

  it.each([null, 'text', []])('the payload %j is no record', async (payload) => {
    await expect(mapToCanonical(shippedConnector('standard'), { entity: 'debtor', payload })).rejects.toThrow(
      /canonical shape/,
    );
  });

  it('of thousands of lines only the first are listed', async () => {
    const payload = asRead({
      id: 1,
      currency: 'EUR',
      lines: Array.from({ length: 5_000 }, () => ({})),
      totals: { net: 1 },
    });

    await expect(
      mapToCanonical(shippedConnector('standard'), { entity: 'invoice', payload }),
    ).rejects.toSatisfy((error: { problems: unknown[] }) => error.problems.length === 50);
  });
});

describe('aliases', () => {
  it('yield to our own name, and a key named like a prototype member is just a field', async () => {
    const payload = asRead({ id: 'a', externalId: 'b', constructor: 'x', toString: 'y' });

    expect(await mapToCanonical(shippedConnector('standard'), { entity: 'debtor', payload })).toEqual({
      externalId: 'b',
    });
  });
});

describe('a cancelled document (I-1)', () => {
  it.each([
    ['of an ERP that counters it counts on', 'countered', {}, undefined],
    ['of an ERP that does not is void', 'void', {}, true],
    ['is void where its own mapping says so', 'countered', { voided: true }, true],
    ['counts on where its own mapping says so', 'void', { voided: false }, false],
    ['is the only one that can be void', 'void', { status: 'posted' }, undefined],
  ] as const)('%s', async (_, cancelled, fields, voided) => {
    const document = { creditAmounts: 'negative', cancelled } as const;
    const connector = aConnector({ resources: { bills: resource({ document }) } });
    const payload = asRead({
      ...{ externalId: '1', kind: 'invoice', status: 'cancelled', currency: 'EUR' },
      ...{ lines: [], totals: { net: '1' }, ...fields },
    });

    expect((await mapToCanonical(connector, { entity: 'invoice', payload })).voided).toBe(voided);
  });
});

describe('rules of a resource', () => {
  const connector = aConnector({
    resources: {
      bills: resource({
        payload: 'partial',
        ignore: [{ path: 'type', oneOf: ['ACC PAY', false], reason: 'a purchase document' }],
        document: { creditAmounts: 'negative', totalsTolerance: '0.05' },
      }),
    },
  });

  it('say what is ignored, and why', () => {
    const reasonOf = (type: unknown) =>
      ignoreReason(connector, { entity: 'invoice', payload: asRead({ type }) });

    expect([reasonOf('ACC_x0020_PAY'), reasonOf(false), reasonOf('ACCREC'), reasonOf(null)]).toEqual([
      'a purchase document',
      'a purchase document',
      undefined,
      undefined,
    ]);
  });

  it('say how far lines and totals may differ and what a payload leads', () => {
    expect([totalsTolerance(connector, 'bills'), isComplete(connector, 'bills')]).toEqual(['0.05', false]);
  });

  it('an entity the connector does not map is a problem, not a crash', async () => {
    await expect(mapToCanonical(connector, { entity: 'product', payload: {} })).rejects.toThrow(
      /maps no product/,
    );
    await expect(
      mapToCanonical(connector, { entity: 'product', resource: 'bills', payload: {} }),
    ).rejects.toThrow(/maps no product/);
  });
});
