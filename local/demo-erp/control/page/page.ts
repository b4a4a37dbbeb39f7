import type { Erp } from '../../erp.ts';
import { firstSnapshot } from '../../erp.ts';
import type { SalesInvoice } from '../../records/document-records.ts';
import type { Customer, Item } from '../../records/master-records.ts';
import { bar, escapeHtml, table } from './markup.ts';
import type { ButtonFacts, Cell } from './markup.ts';
import { orders } from './orders.ts';
import { script } from './script.ts';
import { style } from './style.ts';

const shown = 25;

/** One page for people: what the ERP holds, and a button for what a person would do in it. */
export function renderPage(erp: Erp, origin: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${escapeHtml(erp.companyName)} · demo ERP</title><style>${style}</style></head>
<body><header><h1>${escapeHtml(erp.companyName)}</h1><span>demo ERP</span></header>
<p>Speaks Business Central’s API v2.0 at <code>${escapeHtml(`${origin}/api/v2.0/companies(${erp.companyId})`)}</code></p>
<div id="message" role="status"></div>
${[orders(erp), invoices(erp), customers(erp), items(erp), machinery(erp)].join('\n')}
<script>${script}</script></body></html>`;
}

function invoices(erp: Erp): string {
  const latest = erp.records.list('salesInvoices').map(({ fields }) => fields);
  latest.sort(
    (left, right) => Date.parse(right.lastModifiedDateTime) - Date.parse(left.lastModifiedDateTime),
  );
  const rows = latest.slice(0, shown).map((invoice) => invoiceRow(erp, invoice));
  return `<h2>Latest of ${latest.length} invoices (${erp.records.list('salesCreditMemos').length} credit memos)</h2>
${bar(
  { label: 'Post an invoice', does: 'POST invoices' },
  { label: 'Make a draft', does: 'POST invoices', body: { draft: true } },
  { label: 'Post one with 5,000 lines', does: 'POST invoices/large', body: { lines: 5_000 } },
)}${table(['Number', 'Date', 'Customer', 'Total', 'Open', 'Status', ''], rows)}`;
}

function invoiceRow(erp: Erp, invoice: SalesInvoice): Cell[] {
  const { number, postingDate, customerName, currencyCode, totalAmountIncludingTax, remainingAmount } =
    invoice;
  const total = { amount: `${totalAmountIncludingTax.toFixed(2)} ${currencyCode}` };
  const buttons = invoiceButtons(erp, invoice);
  return [
    number,
    postingDate,
    customerName,
    total,
    { amount: remainingAmount.toFixed(2) },
    invoice.status,
    { buttons },
  ];
}

function invoiceButtons(erp: Erp, { id, status }: SalesInvoice): ButtonFacts[] {
  const path = `invoices/${id}`;
  if (status === 'Draft') {
    return [
      { label: 'Post', does: `POST ${path}/post` },
      { label: 'Delete', does: `DELETE ${path}` },
    ];
  }
  if (status === 'Canceled') return [];
  const pay = { label: 'Pay', does: `POST ${path}/pay` };
  return [
    ...(status === 'Open' ? [pay] : []),
    ...creditOfOneLine(erp, id),
    { label: 'Credit', does: `POST ${path}/credit` },
    { label: 'Cancel', does: `POST ${path}/cancel` },
  ];
}

/** A partial credit without a form: the first line that has a quantity. */
function creditOfOneLine(erp: Erp, invoiceId: string): ButtonFacts[] {
  const line = erp.records.linesOf('salesInvoices', invoiceId).find(({ quantity }) => quantity.gt(0));
  if (!line) return [];
  const lines = [{ sequence: Number(line.sequence), quantity: Number(line.quantity) }];
  return [{ label: 'Credit a line', does: `POST invoices/${invoiceId}/credit`, body: { lines } }];
}

function customers(erp: Erp): string {
  const all = erp.records.list('customers').map(({ fields }) => fields);
  return `<h2>${all.length} customers</h2>
${bar({ label: 'New customer', does: 'POST customers', ask: { question: 'Name', field: 'displayName' } })}
${table(['Number', 'Name', 'City', 'Country', 'VAT id', 'Blocked', ''], all.slice(0, 100).map(customerRow))}`;
}

function customerRow(customer: Customer): Cell[] {
  const { id, number, displayName, city, country, taxRegistrationNumber, blocked } = customer;
  const path = `customers/${id}`;
  const next = blocked === ' ' ? 'All' : ' ';
  const buttons: ButtonFacts[] = [
    {
      label: 'Name',
      does: `PATCH ${path}`,
      ask: { question: 'New name', field: 'displayName', preset: displayName },
    },
    {
      label: 'Number',
      does: `POST ${path}/rename`,
      ask: { question: 'New number', field: 'number', preset: number },
    },
    { label: blocked === ' ' ? 'Block' : 'Unblock', does: `POST ${path}/block`, body: { blocked: next } },
    { label: 'Delete', does: `DELETE ${path}` },
  ];
  return [number, displayName, city, country, taxRegistrationNumber, blocked, { buttons }];
}

function items(erp: Erp): string {
  const all = erp.records.list('items').map(({ fields }) => fields);
  return `<h2>${all.length} items</h2>
${bar({ label: 'New item', does: 'POST items', ask: { question: 'Name', field: 'displayName' } })}
${table(['Number', 'Name', 'Type', 'Unit', 'Price', 'Blocked', ''], all.slice(0, 100).map(itemRow))}`;
}

function itemRow({ id, number, displayName, type, baseUnitOfMeasureCode, unitPrice, blocked }: Item): Cell[] {
  const price = unitPrice.toFixed();
  const buttons: ButtonFacts[] = [
    {
      label: 'Price',
      does: `PATCH items/${id}`,
      ask: { question: 'New price', field: 'unitPrice', preset: price, isNumber: true },
    },
    { label: blocked ? 'Unblock' : 'Block', does: `POST items/${id}/block`, body: { blocked: !blocked } },
    { label: 'Delete', does: `DELETE items/${id}` },
  ];
  return [
    number,
    displayName,
    type,
    baseUnitOfMeasureCode,
    { amount: price },
    blocked ? 'yes' : '',
    { buttons },
  ];
}

function machinery(erp: Erp): string {
  const subscriptions = erp.subscriptions.list();
  const attempts = erp.journal.list().slice(0, shown);
  return `<h2>Integration</h2>
<p>${subscriptions.length} subscriptions. Misbehaviour: <code>GET</code> and <code>PUT /demo/misbehaviour</code>.</p>
${bar(
  {
    label: 'Take a snapshot',
    does: 'POST snapshots',
    ask: { question: 'Name of the snapshot', field: 'name' },
  },
  { label: 'Back to the first day', does: `POST snapshots/${firstSnapshot}/restore` },
  { label: 'Behave well', does: 'PUT misbehaviour' },
  { label: 'Expire all subscriptions', does: 'POST subscriptions/expire' },
  { label: 'Expire all tokens', does: 'POST tokens/expire' },
)}${table(
    ['Time', 'Address', 'Entries', 'Attempt', 'Answer', 'Outcome'],
    attempts.map(({ at, url, entries, attempt, status, outcome }) => [
      ...[at, url],
      ...[entries, attempt].map((count) => ({ amount: String(count) })),
      ...[String(status), outcome],
    ]),
  )}`;
}
