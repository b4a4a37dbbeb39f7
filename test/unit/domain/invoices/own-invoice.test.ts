import { describe, expect, it } from 'vitest';
import { ownInvoice } from '../../../../domain/invoices/own-invoice.ts';
import { anOrder, anOrderLine, companySettings } from '../../../support/sales/sale-records.ts';

const settings = companySettings({ paymentDays: 30 });
const make = (order = anOrder({ customerReference: 'PO 7' })) =>
  ownInvoice({ order, settings, number: 'R-2026-00001', today: '2026-01-31' });

describe('the invoice of an order without an ERP (O-10)', () => {
  it('has number, dates and the order as its source', () => {
    expect(make()).toMatchObject({
      externalId: 'ord_0001',
      number: 'R-2026-00001',
      documentDate: '2026-01-31',
      dueDate: '2026-03-02',
      customerReference: 'PO 7',
      ourReference: 'O-2026-00001',
      totals: { net: '100.00', tax: '20.00', gross: '120.00' },
      payment: { state: 'open', openAmount: '120.00' },
      flags: [],
    });
  });

  it('bills what the lines come to after the header discount, to the cent', () => {
    const lines = [
      anOrderLine({ lineId: '1', net: '60.00', headerDiscount: '3.34', netAfterDiscount: '56.66' }),
      anOrderLine({ lineId: '2', net: '46.67', headerDiscount: '3.33', netAfterDiscount: '43.34' }),
    ];

    const { lines: billed, flags } = make(anOrder({ lines }));

    expect(billed.map(({ net, value }) => [net, value])).toEqual([
      ['56.66', '56.66'],
      ['43.34', '43.34'],
    ]);
    expect(flags).toEqual([]);
  });

  it('bills neither what recurs nor what is booked by time; each line names its order line (I-7)', () => {
    const lines = [
      anOrderLine({ lineId: '1' }),
      anOrderLine({ lineId: '2', destination: 'agreement' }),
      anOrderLine({ lineId: '3', destination: 'project' }),
    ];

    expect(make(anOrder({ lines })).lines.map(({ ourReference }) => ourReference)).toEqual(['ord_0001/1']);
  });
});
