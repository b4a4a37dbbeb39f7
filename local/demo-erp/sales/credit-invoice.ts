import { randomUUID } from 'node:crypto';
import type { DocumentLine, SalesCreditMemo, SalesInvoice } from '../records/document-records.ts';
import { refused } from '../records/erp-error.ts';
import { roundMoney, sum } from '../values/decimal.ts';
import type { Decimal } from '../values/decimal.ts';
import { dayText } from '../values/instant.ts';
import { composeCreditMemo } from './compose-documents.ts';
import { owed } from './sales-desk.ts';
import type { SalesDesk } from './sales-desk.ts';

/** How much of a line is taken back. */
export interface CreditedLine {
  readonly sequence: Decimal;
  readonly quantity: Decimal;
}

interface Credit {
  readonly invoice: SalesInvoice;
  readonly credited: readonly CreditedLine[];
  readonly status: SalesCreditMemo['status'];
}

/** Takes back parts of a posted invoice; the invoice owes less by that. Without lines, all of it. */
export function creditInvoice(
  desk: SalesDesk,
  invoice: SalesInvoice,
  credited = everything(desk, invoice),
): SalesCreditMemo {
  requirePosted(invoice);
  return desk.records.together(() => {
    const before = sum(creditsOf(desk, invoice).map(({ fields }) => fields.totalAmountIncludingTax));
    const memo = postCreditMemo(desk, { invoice, credited, status: 'Paid' });
    requireWithin(invoice, before.plus(memo.totalAmountIncludingTax));
    const left = invoice.remainingAmount.minus(memo.totalAmountIncludingTax);
    desk.records.put('salesInvoices', { ...invoice, ...owed(invoice, left) });
    return memo;
  });
}

/** Cancelling makes a corrective credit memo over everything; the invoice stays, marked as cancelled. */
export function cancelInvoice(desk: SalesDesk, invoice: SalesInvoice): SalesCreditMemo {
  requirePosted(invoice);
  if (creditsOf(desk, invoice).length > 0) {
    throw refused(
      `The invoice ${invoice.number} was credited already; credit the rest instead of cancelling it.`,
    );
  }
  return desk.records.together(() => {
    const memo = postCreditMemo(desk, { invoice, credited: everything(desk, invoice), status: 'Corrective' });
    const remainingAmount = invoice.remainingAmount.times(0);
    desk.records.put('salesInvoices', { ...invoice, remainingAmount, status: 'Canceled' });
    return memo;
  });
}

const creditsOf = (desk: SalesDesk, invoice: SalesInvoice) =>
  desk.records.list('salesCreditMemos').filter(({ fields }) => fields.invoiceId === invoice.id);

function everything(desk: SalesDesk, invoice: SalesInvoice): CreditedLine[] {
  return desk.records.linesOf('salesInvoices', invoice.id);
}

function postCreditMemo(desk: SalesDesk, { invoice, credited, status }: Credit): SalesCreditMemo {
  const taken = takeBack(desk.records.linesOf('salesInvoices', invoice.id), credited);
  const identity = { id: randomUUID(), number: desk.numbers.next('creditMemo'), newId: randomUUID };
  const { fields, lines } = composeCreditMemo(identity, {
    invoice,
    day: dayText(desk.clock.now()),
    lines: taken.map(({ line, quantity }) => ({ ...line, quantity })),
    invoiceDiscount: sum(taken.map(({ line, quantity }) => shareOfDiscount(line, quantity))),
    status,
  });
  return desk.records.put('salesCreditMemos', fields, lines);
}

function takeBack(lines: readonly DocumentLine[], credited: readonly CreditedLine[]) {
  return credited.map(({ sequence, quantity }) => {
    const line = lines.find((candidate) => candidate.sequence.eq(sequence));
    if (!line) throw refused(`The invoice has no line ${sequence.toFixed()}.`);
    if (quantity.abs().gt(line.quantity.abs()) || quantity.s !== line.quantity.s) {
      throw refused(
        `Line ${sequence.toFixed()} was invoiced with ${line.quantity.toFixed()}; that is the most to credit.`,
      );
    }
    return { line, quantity };
  });
}

function shareOfDiscount(line: DocumentLine, quantity: Decimal): Decimal {
  if (line.quantity.isZero()) return line.invoiceDiscountAllocation;
  return roundMoney(line.invoiceDiscountAllocation.times(quantity).div(line.quantity));
}

function requireWithin(invoice: SalesInvoice, credited: Decimal): void {
  if (credited.abs().gt(invoice.totalAmountIncludingTax.abs())) {
    throw refused(`All credits of ${invoice.number} would be ${credited.toFixed()}, more than was invoiced.`);
  }
}

function requirePosted(invoice: SalesInvoice): void {
  if (invoice.status === 'Draft') throw refused(`The invoice ${invoice.number} is a draft; post it first.`);
  if (invoice.status === 'Canceled') throw refused(`The invoice ${invoice.number} is cancelled already.`);
}
