import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invoiceLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { adminClient } from '../../../support/admin-api/admin-client.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { anInvoice } from '../../../support/admin-api/stored-records.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

describe('the document of an invoice', () => {
  const keep = async (connectionId: string) => {
    const record = anInvoice({ externalId: 'ord_0001', number: 'R-2026/00001' }, { connectionId });
    await putMirrored(running.store, { layout: invoiceLayout, record }, 'absent');
    return record.recordId;
  };

  it('that was made here is a PDF, asked for by its order', async () => {
    const ports = testPorts(running.store);
    const answer = await adminClient(ports)('GET', `/invoices/${await keep('own')}/document`);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': 'inline; filename="R-2026-00001.pdf"',
      },
    });
    expect(ports.rendered).toEqual([{ action: 'render-invoice', company: 'demo', orderId: 'ord_0001' }]);
  });

  it('that an ERP made is the ERP’s, and of none there is none', async () => {
    const ports = testPorts(running.store);
    const call = adminClient(ports);
    expect((await call('GET', `/invoices/${await keep('bc')}/document`)).status).toBe(404);
    expect((await call('GET', `/invoices/inv_${'x'.repeat(22)}/document`)).status).toBe(404);
    expect(ports.rendered).toEqual([]);
  });
});
