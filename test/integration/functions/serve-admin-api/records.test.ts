import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvoiceRecord } from '../../../../domain/records/invoice.ts';
import {
  debtorLayout,
  invoiceLayout,
  productLayout,
} from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aDebtor, anInvoice, aProduct } from '../../../support/admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company: string;
let count = 0;

beforeEach(() => {
  company = `company-${(count += 1)}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
});

const externalIds = (answer: AdminAnswer) =>
  (answer.body as { items: { externalId: string }[] }).items.map(({ externalId }) => externalId);

type Debtor = Parameters<typeof aDebtor>;
async function storeDebtor(canonical: Debtor[0], given: Debtor[1] = {}) {
  const record = aDebtor(canonical, { company, ...given });
  await putMirrored(ports.store, { layout: debtorLayout, record }, 'absent');
  return record;
}
async function storeInvoice(
  canonical: Parameters<typeof anInvoice>[0],
  version: number | 'absent' = 'absent',
) {
  const record: InvoiceRecord = {
    ...anInvoice(canonical, { company }),
    version: version === 'absent' ? 1 : version + 1,
  };
  await putMirrored(ports.store, { layout: invoiceLayout, record }, version);
  return record;
}

describe('debtors', () => {
  beforeEach(async () => {
    await storeDebtor({ externalId: 'd-1', name: 'Alpenbau', number: '10001', block: 'all' });
    await storeDebtor({ externalId: 'd-2', name: 'Bergbahn', number: '10002' }, { formerNumbers: ['D-7'] });
    await storeDebtor(
      { externalId: 'd-3', name: 'Chemie', number: '10003' },
      { deletedAt: '2026-01-31T09:30:00.000Z' },
    );
  });

  it.each([
    ['', ['d-1', 'd-2']],
    ['text=berg', ['d-2']],
    ['number=10001', ['d-1']],
    ['number=D-7', ['d-2']],
    ['blocked=true', ['d-1']],
    ['blocked=false', ['d-2']],
    ['linked=true', []],
    ['linked=false', ['d-1', 'd-2']],
    ['deleted=true', ['d-3']],
    ['connection=bc', ['d-1', 'd-2']],
    ['connection=other', []],
  ])('are found by "%s"', async (query, found) => {
    expect(externalIds(await call('GET', `/debtors?${query}`))).toEqual(found);
  });

  it('show the canonical fields, and our revision beside the version of the ERP', async () => {
    const { recordId } = await storeDebtor({ externalId: 'd-4', name: 'Donau', version: 'W/7', vatId: null });
    const answer = await call('GET', `/debtors/${recordId}`);
    expect(answer.body).toMatchObject({
      debtorId: recordId,
      externalId: 'd-4',
      vatId: null,
      version: 'W/7',
      revision: 1,
    });
    expect(answer.headers.etag).toBe('"1"');
  });

  it('of another company are not there (S1)', async () => {
    const { recordId } = await storeDebtor({ externalId: 'd-5' });
    expect((await call('GET', `/debtors/${recordId}`, { company: 'other' })).status).toBe(404);
  });
});

describe('products', () => {
  it('are found, listed without the long parts and shown with them', async () => {
    const prices = [{ amount: '9.90', currency: 'EUR' }];
    const record = aProduct({ name: 'Tisch', description: 'Lang', prices, group: 'MÖBEL' }, { company });
    await putMirrored(ports.store, { layout: productLayout, record }, 'absent');
    const listed = await call('GET', '/products?text=tisch&kind=goods&status=active&group=M%C3%96BEL');
    expect(externalIds(listed)).toEqual(['p-1']);
    expect(listed.body).not.toHaveProperty('items.0.prices');
    expect((await call('GET', `/products/${record.recordId}`)).body).toMatchObject({
      description: 'Lang',
      prices,
    });
    expect(externalIds(await call('GET', '/products?kind=service'))).toEqual([]);
  });
});

describe('invoices', () => {
  it.each([
    ['', ['i-3', 'i-2', 'i-1']],
    ['from=2026-01-31', ['i-3', 'i-2']],
    ['to=2026-01-31', ['i-2', 'i-1']],
    ['kind=credit-note', ['i-2']],
    ['number=RE-3', ['i-3']],
    ['paymentState=paid', ['i-1']],
    ['flag=totals-differ', ['i-3']],
  ])('are found by "%s", the newest first', async (query, found) => {
    await storeInvoice({ externalId: 'i-1', postingDate: '2026-01-30', payment: { state: 'paid' } });
    await storeInvoice({ externalId: 'i-2', postingDate: '2026-01-31', kind: 'credit-note' });
    await storeInvoice({
      externalId: 'i-3',
      postingDate: '2026-02-01',
      number: 'RE-3',
      flags: ['totals-differ'],
    });
    expect(externalIds(await call('GET', `/invoices?${query}`))).toEqual(found);
  });

  it('of a debtor and of the account it is linked to are found', async () => {
    const debtor = await storeDebtor({ externalId: 'd-1' });
    await storeInvoice({ externalId: 'i-1', debtorExternalId: 'd-1' });
    await storeInvoice({ externalId: 'i-2', debtorExternalId: 'd-2' });
    expect(externalIds(await call('GET', `/invoices?debtorId=${debtor.recordId}`))).toEqual(['i-1']);
    expect(externalIds(await call('GET', '/invoices?accountId=acc_none'))).toEqual([]);
  });

  it('show head and totals; their 5,000 lines are read page by page in order', async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => ({
      kind: 'product' as const,
      position: String(n),
      net: '1.00',
    }));
    const { recordId } = await storeInvoice({ lines });
    expect((await call('GET', `/invoices/${recordId}`)).body).toMatchObject({
      lineCount: 5_000,
      totals: { net: '100.00' },
    });
    const seen: string[] = [];
    let next: string | undefined = `/invoices/${recordId}/lines?limit=200`;
    while (next !== undefined) {
      const answer: AdminAnswer = await call('GET', next);
      seen.push(...(answer.body as { items: { position: string }[] }).items.map(({ position }) => position));
      next = /<([^>]+)>/.exec(answer.headers.link ?? '')?.[1];
    }
    expect(seen).toEqual(lines.map(({ position }) => position));
  });

  it('show what a value line bills, or that it is unassigned (I-7)', async () => {
    const kind = 'product' as const;
    const lines = [
      { kind, value: '1', ourReference: 'AG-7/2026-01' },
      { kind, value: '1' },
      { kind: 'text' as const },
    ];
    const { recordId } = await storeInvoice({ lines });
    const { body } = await call('GET', `/invoices/${recordId}/lines`);
    expect((body as { items: { origin?: object }[] }).items.map(({ origin }) => origin)).toEqual([
      { state: 'referenced', reference: 'AG-7/2026-01' },
      { state: 'unassigned' },
      undefined,
    ]);
  });

  it('never show lines of two versions as one document (I-6)', async () => {
    const lines = [{ kind: 'text' as const }, { kind: 'text' as const }];
    const { recordId } = await storeInvoice({ lines });
    const first = await call('GET', `/invoices/${recordId}/lines?limit=1`);
    await storeInvoice({ lines }, 1);
    const next = /<([^>]+)>/.exec(first.headers.link ?? '')?.[1] ?? '';
    expect((await call('GET', next)).status).toBe(409);
  });
});

describe('checks of documents (I-8)', () => {
  it('name the gaps of each series; deleted and renumbered documents are none', async () => {
    for (const number of ['RE-1', 'RE-2', 'RE-5']) await storeInvoice({ externalId: number, number });
    await storeInvoice({ externalId: 'c', number: 'GS-9', kind: 'credit-note' });
    const { body } = await call('GET', '/invoice-series?from=2026-01-01&to=2026-12-31');
    expect(body).toEqual({
      gaps: [{ connectionId: 'bc', kind: 'invoice', series: 'RE-', first: 'RE-3', last: 'RE-4', count: 2 }],
    });
  });

  it('sum a month per currency and kind, without drafts and void documents (I-1)', async () => {
    await storeInvoice({ externalId: '1' });
    await storeInvoice({ externalId: '2', status: 'cancelled' });
    await storeInvoice({ externalId: '3', status: 'draft' });
    await storeInvoice({ externalId: '6', status: 'cancelled', voided: true });
    await storeInvoice({ externalId: '4', postingDate: '2026-02-01' });
    await storeInvoice({
      externalId: '5',
      kind: 'credit-note',
      totals: { net: '-10.00', tax: '-2.00', gross: '-12.00' },
    });
    const { body } = await call('GET', '/invoice-totals?month=2026-01');
    expect(body).toMatchObject({
      totals: [
        { kind: 'credit-note', currency: 'EUR', documents: 1, net: '-10.00' },
        { kind: 'invoice', currency: 'EUR', documents: 2, net: '200.00', gross: '240.00' },
      ],
    });
  });

  it('need a month that exists', async () => {
    expect((await call('GET', '/invoice-totals?month=2026-13')).status).toBe(400);
  });
});
