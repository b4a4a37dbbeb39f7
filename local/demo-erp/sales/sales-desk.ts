import { randomUUID } from 'node:crypto';
import type { Clock } from '../../cloud/clock.ts';
import type { SalesInvoice } from '../records/document-records.ts';
import { refused } from '../records/erp-error.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { Records } from '../store/records.ts';
import type { Decimal } from '../values/decimal.ts';
import { zero } from '../values/decimal.ts';
import { dayText } from '../values/instant.ts';
import { composeInvoice } from './compose-documents.ts';
import type { DocumentRequest } from './compose-documents.ts';
import { requireBillable } from './compose-header.ts';

export interface SalesDesk {
  readonly records: Records;
  readonly numbers: NumberSeries;
  readonly clock: Clock;
}

export type InvoiceRequest = Omit<DocumentRequest, 'day'> & {
  readonly day?: string | undefined;
  readonly externalDocumentNumber?: string | undefined;
};

export function draftInvoice(desk: SalesDesk, request: InvoiceRequest): SalesInvoice {
  requireBillable(request.customer);
  return desk.records.together(() => {
    const identity = { id: randomUUID(), number: desk.numbers.next('draftInvoice'), newId: randomUUID };
    const day = request.day ?? dayText(desk.clock.now());
    const { fields, lines } = composeInvoice(desk.records, identity, { ...request, day });
    const externalDocumentNumber = request.externalDocumentNumber ?? '';
    return desk.records.put('salesInvoices', { ...fields, externalDocumentNumber }, lines);
  });
}

/** Replaces all lines of a draft; the document keeps its id and number. */
export function redraftInvoice(desk: SalesDesk, draft: SalesInvoice, request: InvoiceRequest): SalesInvoice {
  requireDraft(draft);
  const identity = { id: draft.id, number: draft.number, newId: randomUUID };
  const { fields, lines } = composeInvoice(desk.records, identity, { ...request, day: draft.postingDate });
  return desk.records.put('salesInvoices', { ...draft, ...fields }, lines);
}

/** Posting keeps the id and gives the final number (and thereby shows that a number is not a key). */
export function postInvoice(desk: SalesDesk, draft: SalesInvoice): SalesInvoice {
  requireDraft(draft);
  return desk.records.together(() =>
    desk.records.put('salesInvoices', {
      ...draft,
      number: desk.numbers.next('invoice'),
      ...owed(draft, draft.totalAmountIncludingTax),
    }),
  );
}

/** Books a payment, of all that is open when no amount is given. */
export function payInvoice(
  desk: SalesDesk,
  invoice: SalesInvoice,
  amount = invoice.remainingAmount,
): SalesInvoice {
  if (invoice.status !== 'Open')
    throw refused(`The invoice ${invoice.number} is not open (${invoice.status}).`);
  if (amount.lte(0) || amount.gt(invoice.remainingAmount)) {
    throw refused(`A payment is more than 0 and at most ${invoice.remainingAmount.toFixed()}.`);
  }
  return desk.records.put('salesInvoices', {
    ...invoice,
    ...owed(invoice, invoice.remainingAmount.minus(amount)),
  });
}

export function deleteDraft(desk: SalesDesk, draft: SalesInvoice): void {
  requireDraft(draft);
  desk.records.remove('salesInvoices', draft.id);
}

/** What is still owed, and the state that follows from it. */
export function owed(
  invoice: SalesInvoice,
  amount: Decimal,
): Pick<SalesInvoice, 'remainingAmount' | 'status'> {
  const isSettled = amount.lte(0) && invoice.totalAmountIncludingTax.gte(0);
  return isSettled ? { remainingAmount: zero, status: 'Paid' } : { remainingAmount: amount, status: 'Open' };
}

function requireDraft(invoice: SalesInvoice): void {
  if (invoice.status !== 'Draft') {
    throw refused(
      `The invoice ${invoice.number} is posted (${invoice.status}); posted documents never change.`,
    );
  }
}
