import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import type { ErpUnderTest } from './demo-erp-under-test.ts';

let under: ErpUnderTest;
beforeAll(async () => {
  under = await anErp();
});
afterAll(() => under.stop());

const customer = async (id: unknown) => (await under.company(`/customers(${String(id)})`)).body;
const invoice = async (id: unknown) => (await under.company(`/salesInvoices(${String(id)})`)).body;

describe('customers', () => {
  it('can be created, changed, blocked, renumbered and deleted', async () => {
    const created = await under.demo('POST customers', { displayName: 'Öllinger KG', country: 'DE' });
    const { id } = created.body;
    await under.demo(`PATCH customers/${id}`, { city: 'Köln', creditLimit: 0.12345 });
    await under.demo(`POST customers/${id}/block`, { blocked: 'All' });
    await under.demo(`POST customers/${id}/rename`, { number: '00042' });

    expect(created.status).toBe(201);
    expect(await customer(id)).toMatchObject({
      ...{ number: '00042', displayName: 'Öllinger KG', country: 'DE' },
      ...{ city: 'Köln', creditLimit: 0.12345, blocked: 'All' },
    });
    expect((await under.demo('DELETE customers/00042')).status).toBe(204);
    expect(await customer(id)).toMatchObject({ error: { code: 'Internal_RecordNotFound' } });
  });

  it.each([
    [{ nickname: 'x' }, /no field 'nickname'/],
    [{ id: 'x' }, /no field 'id'/],
    [{ creditLimit: 'much' }, /is a number/],
    [{ taxLiable: null }, /is a boolean/],
    [{ blocked: 'Sometimes' }, /is one of ' ', 'Ship'/],
  ])('refuse %j', async (json, message) => {
    const { status, body } = await under.demo('PATCH customers/D10001', json);

    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)]);
  });
});

describe('items', () => {
  it('can be created, changed, blocked and deleted', async () => {
    const { id, number } = (await under.demo('POST items', { displayName: 'Dübel', unitPrice: 0.00001 }))
      .body;
    await under.demo(`PATCH items/${number}`, { unitPrice: 9.99999, type: 'Service' });
    await under.demo(`POST items/${id}/block`, { blocked: true });

    expect((await under.company(`/items(${id})`)).body).toMatchObject({
      unitPrice: 9.99999,
      type: 'Service',
      blocked: true,
    });
    await under.demo(`DELETE items/${id}`);
    expect((await under.company(`/items(${id})`)).status).toBe(404);
  });
});

describe('invoices', () => {
  it('go from draft to posted under one id and two numbers, and are paid, or credited', async () => {
    const lines = [
      { number: '000071', quantity: 2 },
      { type: 'Comment', description: 'Danke' },
    ];
    const draft = (await under.demo('POST invoices', { customer: 'D10001', lines, draft: true })).body;
    const posted = (await under.demo(`POST invoices/${draft.number}/post`)).body;
    const memo = (
      await under.demo(`POST invoices/${posted.number}/credit`, {
        lines: [{ sequence: 10_000, quantity: 1 }],
      })
    ).body;
    await under.demo(`POST invoices/${posted.id}/pay`);

    expect([posted.id, posted.number]).toEqual([draft.id, 'RE103366']);
    expect(memo).toMatchObject({ invoiceId: posted.id, invoiceNumber: posted.number, status: 'Paid' });
    expect(Number(memo['totalAmountIncludingTax']) * 2).toBeCloseTo(
      Number(posted['totalAmountIncludingTax']),
      2,
    );
    expect(await invoice(posted.id)).toMatchObject({ status: 'Paid', remainingAmount: 0 });
  });

  it('can be cancelled, which leaves them in place beside a corrective credit memo', async () => {
    const posted = (await under.demo('POST invoices', { customer: 'D10002' })).body;
    const memo = (await under.demo(`POST invoices/${posted.id}/cancel`)).body;

    expect(memo).toMatchObject({
      status: 'Corrective',
      totalAmountIncludingTax: posted['totalAmountIncludingTax'],
    });
    expect(await invoice(posted.id)).toMatchObject({ status: 'Canceled', number: posted.number });
  });

  it('can have 5,000 lines that add up', async () => {
    const { id } = (await under.demo('POST invoices/large', { lines: 5_000 })).body;
    const { body } = await under.company(
      `/salesInvoices(${id})?$expand=salesInvoiceLines($select=netAmount)`,
    );
    const lines = body['salesInvoiceLines'] as { netAmount: number }[];
    const cents = lines.reduce((sum, { netAmount }) => sum + Math.round(netAmount * 100), 0);

    expect(lines).toHaveLength(5_000);
    expect(cents).toBe(Math.round(Number(body['totalAmountExcludingTax']) * 100));
  });

  it('as drafts can get other lines and be deleted, once posted no more', async () => {
    const draft = (await under.demo('POST invoices', { draft: true })).body;
    const changed = await under.demo(`PATCH invoices/${draft.id}`, {
      lines: [{ type: 'Resource', number: 'R0010' }],
    });
    const posted = (await under.demo('POST invoices', {})).body;

    expect(changed.body['totalAmountExcludingTax']).toBe(92.5);
    expect((await under.demo(`DELETE invoices/${draft.id}`)).status).toBe(204);
    expect((await under.demo(`DELETE invoices/${posted.id}`)).body.error.message).toMatch(
      /posted documents never change/,
    );
  });

  it.each([
    [{ customer: 'D10012' }, /is blocked \(Invoice\)/],
    [{ customer: 'D99999' }, /Customer does not exist/],
    [{ lines: [{ number: 'nothing' }] }, /no item 'nothing'/],
    [{ lines: [] }, /lines/],
    [{ colour: 'red' }, /colour/],
  ])('refuse %j', async (json, message) => {
    const { body } = await under.demo('POST invoices', json);

    expect(body.error.message).toMatch(message);
  });
});

describe('a restored backup', () => {
  it('brings back old records and gives numbers again', async () => {
    await under.demo('POST snapshots', { name: 'before' });
    const first = (await under.demo('POST invoices', {})).body;
    await under.demo('PATCH customers/D10003', { displayName: 'Later AG' });
    await under.demo('POST snapshots/before/restore');
    const second = (await under.demo('POST invoices', {})).body;
    const [restored] = (await under.company("/customers?$filter=number eq 'D10003'")).body.value;

    expect(second.number).toBe(first.number);
    expect(second.id).not.toBe(first.id);
    expect(restored?.['displayName']).not.toBe('Later AG');
    expect((await under.demo('POST snapshots/never/restore')).status).toBe(400);
    expect((await under.demo('GET snapshots')).body.value.map(({ name }) => name)).toEqual([
      'seed',
      'before',
    ]);
  });
});

describe('the control API', () => {
  it('says what a connection needs to know', async () => {
    expect((await under.demo('GET company')).body).toMatchObject({
      companyId: under.erp.companyId,
      tokenUrl: `${under.erp.url}/oauth2/token`,
      ...under.erp.credentials,
    });
  });

  it('touches every record of a set', async () => {
    const { body } = await under.demo('POST touch', { entitySet: 'items' });
    const changed = await under.company('/items/$count?$filter=lastModifiedDateTime ge 2026-03-15T09:00:00Z');

    expect([body['touched'], changed.text]).toEqual([60, '60']);
  });

  it('refuses pages of other sites, unknown paths and wrong methods', async () => {
    const foreign = await fetch(`${under.erp.url}/demo/customers`, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
    });

    expect(foreign.status).toBe(403);
    expect((await under.demo('GET nonsense')).status).toBe(404);
    expect((await under.demo('GET customers')).body.error.message).toBe('Here works: POST.');
  });

  it('shows people a page on which names are text, never markup', async () => {
    await under.demo('POST customers', { displayName: '<script>alert(1)</script>' });
    const page = await (await fetch(`${under.erp.url}/`)).text();

    expect(page).toContain('Musterbau Demo GmbH');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>alert(1)');
  });
});
