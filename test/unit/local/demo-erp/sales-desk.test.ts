import { describe, expect, it } from 'vitest';
import { cancelInvoice, creditInvoice } from '../../../../local/demo-erp/sales/credit-invoice.ts';
import {
  draftInvoice,
  payInvoice,
  postInvoice,
  redraftInvoice,
} from '../../../../local/demo-erp/sales/sales-desk.ts';
import type { LineRequest } from '../../../../local/demo-erp/sales/compose-lines.ts';
import { decimal } from '../../../../local/demo-erp/values/decimal.ts';
import { plantedCompany } from './planted-company.ts';

const twoLines: readonly LineRequest[] = [
  { type: 'Item', number: '000071', quantity: decimal(3), unitPrice: decimal('10.005') },
  { type: 'Comment', description: 'Danke' },
  {
    type: 'Resource',
    number: 'R0010',
    quantity: decimal('1.5'),
    unitPrice: decimal(100),
    discountPercent: decimal(10),
  },
];

function aDesk() {
  const desk = plantedCompany();
  const customer = desk.records
    .list('customers')
    .find(({ fields }) => fields.country === 'AT' && fields.blocked === ' ');
  if (!customer) throw new Error('The seed has Austrian customers.');
  return { ...desk, customer: customer.fields };
}

const posted = (desk: ReturnType<typeof aDesk>, lines = twoLines) =>
  postInvoice(desk, draftInvoice(desk, { customer: desk.customer, lines, invoiceDiscount: decimal(5) }));

describe('posting', () => {
  it('keeps the id, gives the next number and owes the total', () => {
    const desk = aDesk();
    const draft = draftInvoice(desk, { customer: desk.customer, lines: twoLines });
    const invoice = postInvoice(desk, draft);

    expect([draft.number, draft.status]).toEqual(['ENTWURF-0001', 'Draft']);
    expect([invoice.id, invoice.number, invoice.status]).toEqual([draft.id, 'RE103366', 'Open']);
    // 3 × 10.005 = 30.02 (rounded) and 1.5 × 100 − 10 % = 135.00, plus 20 %
    expect(invoice.remainingAmount.toFixed()).toBe('198.02');
  });

  it('is not possible twice, nor for a customer or an item that is blocked', () => {
    const desk = aDesk();
    const invoice = posted(desk);
    const blocked = desk.records.list('items').find(({ fields }) => fields.blocked)?.fields.number;

    expect(() => postInvoice(desk, invoice)).toThrow(/posted documents never change/);
    expect(() => redraftInvoice(desk, invoice, { customer: desk.customer, lines: twoLines })).toThrow(
      /never change/,
    );
    expect(() => posted({ ...desk, customer: { ...desk.customer, blocked: 'Invoice' } })).toThrow(
      /is blocked/,
    );
    expect(() => posted(desk, [{ type: 'Item', number: blocked }])).toThrow(/is blocked/);
  });

  it('leaves no trace when it fails half-way', () => {
    const desk = aDesk();
    const before = desk.records.list('salesInvoices').length;
    const fail = () => {
      posted(desk);
      throw new Error('power cut');
    };

    expect(() => desk.records.together(fail)).toThrow('power cut');
    expect(desk.records.list('salesInvoices')).toHaveLength(before);
    expect(posted(desk).number).toBe('RE103366');
  });

  it('replaces the lines of a draft and keeps everything else', () => {
    const desk = aDesk();
    const draft = draftInvoice(desk, { customer: desk.customer, lines: twoLines });
    const changed = redraftInvoice(desk, draft, { customer: desk.customer, lines: twoLines.slice(0, 1) });

    expect([changed.id, changed.number]).toEqual([draft.id, draft.number]);
    expect(desk.records.linesOf('salesInvoices', draft.id)).toHaveLength(1);
  });
});

describe('crediting', () => {
  it('of everything equals the invoice in every amount', () => {
    const desk = aDesk();
    const invoice = posted(desk);
    const memo = creditInvoice(desk, invoice);

    expect(memo.totalAmountIncludingTax).toEqual(invoice.totalAmountIncludingTax);
    expect(memo.discountAmount).toEqual(invoice.discountAmount);
    expect([memo.invoiceId, memo.invoiceNumber, memo.number]).toEqual([
      invoice.id,
      invoice.number,
      'GS104034',
    ]);
    expect(desk.records.get('salesInvoices', invoice.id).fields).toMatchObject({ status: 'Paid' });
  });

  it('of a part lowers what is owed and never exceeds the invoice', () => {
    const desk = aDesk();
    const invoice = posted(desk);
    const memo = creditInvoice(desk, invoice, [{ sequence: decimal(10_000), quantity: decimal(1) }]);
    const after = desk.records.get('salesInvoices', invoice.id).fields;

    expect(after.remainingAmount.plus(memo.totalAmountIncludingTax)).toEqual(invoice.totalAmountIncludingTax);
    expect(() => creditInvoice(desk, after)).toThrow(/more than was invoiced/);
    expect(() => creditInvoice(desk, after, [{ sequence: decimal(10_000), quantity: decimal(4) }])).toThrow(
      /the most to credit/,
    );
    expect(() => creditInvoice(desk, after, [{ sequence: decimal(7), quantity: decimal(1) }])).toThrow(
      /no line 7/,
    );
  });

  it('by cancelling makes a corrective memo and marks the invoice', () => {
    const desk = aDesk();
    const invoice = posted(desk);
    const memo = cancelInvoice(desk, invoice);
    const after = desk.records.get('salesInvoices', invoice.id).fields;

    expect([memo.status, after.status, after.remainingAmount.toFixed()]).toEqual([
      'Corrective',
      'Canceled',
      '0',
    ]);
    expect(() => cancelInvoice(desk, after)).toThrow(/cancelled already/);
  });
});

describe('paying', () => {
  it('in parts leaves the rest open and settles at zero', () => {
    const desk = aDesk();
    const half = payInvoice(desk, posted(desk), decimal(100));
    const paid = payInvoice(desk, half);

    expect([half.status, paid.status, paid.remainingAmount.toFixed()]).toEqual(['Open', 'Paid', '0']);
    expect(() => payInvoice(desk, paid)).toThrow(/is not open/);
  });
});

describe('modification times', () => {
  it('grow with every change of a record, even when the clock stands still', () => {
    const desk = aDesk();
    const first = desk.records.put('customers', desk.customer);
    const second = desk.records.put('customers', first);

    expect(Date.parse(second.lastModifiedDateTime)).toBeGreaterThan(Date.parse(first.lastModifiedDateTime));
  });
});
