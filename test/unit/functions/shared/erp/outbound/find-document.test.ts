import { describe, expect, it } from 'vitest';
import {
  aWriter,
  anOutbound,
  byReference,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { aDebtorOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';
import type { ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const rows = (...list: object[]): ScriptedAnswer => ({ body: { rows: list } });
const lookUp = (overrides: object = {}) => ({
  order: { ...anOutbound().order, find: [{ ...byReference, ...overrides }] },
});
const find = (script: readonly ScriptedAnswer[], overrides: object = {}, manifest: object = {}) =>
  aWriter(script, { outbound: lookUp(overrides), manifest }).writer.findOrder('OS-ORDER');

describe('looking up an order', () => {
  it('finds what carries our reference, and says its number', async () => {
    expect(await find([rows({ id: '7', no: 'A-7', ref: 'OS-ORDER' })])).toEqual({
      ...{ externalId: '7', number: 'A-7', complete: true, isLikely: false },
    });
  });

  it('finds nothing only in a list that is empty', async () => {
    expect(await find([rows()])).toBeUndefined();
  });

  it('the same order listed twice is one', async () => {
    const twice = { id: '7', ref: 'OS-ORDER' };

    expect(await find([rows(twice, { ...twice })])).toMatchObject({ externalId: '7' });
  });

  it.each([
    ['two orders with our reference', [rows({ id: '7', ref: 'OS-ORDER' }, { id: '8', ref: 'OS-ORDER' })]],
    ['a list of others: the filter was ignored', [rows({ id: '7', ref: 'OS-OTHER' })]],
    ['ours among others', [rows({ id: '7', ref: 'OS-ORDER' }, { id: '8', ref: 'OS-OTHER' })]],
    ['a record without an id', [rows({ ref: 'OS-ORDER' })]],
    ['a record with an id of another form', [rows({ id: '../7', ref: 'OS-ORDER' })]],
    ['an answer without a list', [{ body: { other: [] } }]],
    ['a 404, which anybody may have said', [{ status: 404, body: { error: 'no' } }]],
    ['missing rights', [{ status: 403 }]],
  ])('%s is for a person, never "not found"', async (_, script) => {
    await expect(find(script)).rejects.toMatchObject({ name: 'ErpRejectedError' });
  });

  it.each([[{ status: 503 }], [{ status: 429 }], [{ body: '<h1>Wartung</h1>' }], [{ body: '{"rows": [' }]])(
    '%j is tried again, never "not found"',
    async (answer) => {
      await expect(find([answer])).rejects.toMatchObject({ name: 'ErpUnavailableError' });
    },
  );

  it('a fuzzy search is read to its end, and only what fits is believed', async () => {
    const http = {
      ...{ authentication: { kind: 'none' }, test: { path: '' } },
      paging: { kind: 'page', parameter: 'p', size: 2 },
    };
    const others = rows({ id: '1', ref: 'OS-ORDERLY' }, { id: '2', ref: 'x OS-ORDER' });
    const found = await find([others, rows({ id: '3', ref: 'OS-ORDER' })], { search: 'fuzzy' }, { http });
    const none = await find([others, rows({ id: '3', ref: 'OS-ORDERS' })], { search: 'fuzzy' }, { http });

    expect([found?.externalId, none]).toEqual(['3', undefined]);
  });

  it('that never ends is no answer', async () => {
    const http = {
      ...{ authentication: { kind: 'none' }, test: { path: '' } },
      paging: { kind: 'page', parameter: 'p', size: 1 },
    };
    const endless = Array.from({ length: 20 }, (_, page) => rows({ id: String(page), ref: 'x' }));

    await expect(find(endless, { search: 'fuzzy' }, { http })).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('20 pages'),
    });
  });
});

describe('looking up a debtor', () => {
  const byVatId = {
    ...{ by: 'VAT id', needs: ['vatId'], path: 'debtors', records: 'rows' },
    query: { q: "vat eq '{vatId}'" },
    match: [{ path: 'vat', value: 'vatId', compare: 'letters-and-digits' as const }],
  };
  const byName = {
    ...{ by: 'name', needs: ['name'], path: 'debtors', records: 'rows' },
    ...{ without: ['vatId'], proof: 'likely' as const, quoting: 'odata' as const },
    query: { q: "name eq '{name}'" },
    match: [{ path: 'name', value: 'name' }],
  };
  const outbound = { debtor: { ...anOutbound().debtor, find: [byVatId, byName] } };
  const findDebtor = async (script: readonly ScriptedAnswer[], payload = aDebtorOrder()) => {
    const { writer, asked } = aWriter(script, { outbound });
    return { found: await writer.findDebtor({ reference: 'OS-DEBTOR', payload }), asked: asked() };
  };

  it.each(['atu 123.456-78', 'ATU12345678'])('takes %s for the same VAT id', async (vat) => {
    expect((await findDebtor([rows({ id: 'd1', vat })])).found?.externalId).toBe('d1');
  });

  it('does not take another VAT id for it', async () => {
    await expect(findDebtor([rows({ id: 'd1', vat: 'ATU1234567' })])).rejects.toMatchObject({
      name: 'ErpRejectedError',
    });
  });

  it('asks by name only where there is no VAT id, and calls it a likeness', async () => {
    const name = "O'Neil & Söhne";
    const without = await findDebtor([rows({ id: 'd1', name })], aDebtorOrder({ name, vatId: undefined }));
    const withVatId = await findDebtor([rows()]);

    expect(without.found?.isLikely).toBe(true);
    expect(decodeURIComponent(without.asked[0] ?? '')).toBe("GET debtors?q=name eq 'O''Neil & Söhne'");
    expect(withVatId.asked).toHaveLength(1);
  });

  it('an empty VAT id is none', async () => {
    expect((await findDebtor([rows()], aDebtorOrder({ vatId: '' }))).asked).toHaveLength(1);
  });
});
