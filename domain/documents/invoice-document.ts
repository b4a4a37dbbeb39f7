import type { CompanySettings } from '../records/company-settings.ts';
import type { StoredInvoice } from '../records/invoice.ts';
import type { Order } from '../records/order.ts';
import { addressBlock, printedSender, type Recipient } from './address-block.ts';
import { formatDate, formatPeriod } from './format-date.ts';
import { presentFacts, printedHead, vatNotes } from './printed-parts.ts';
import type { Fact, PrintedDocument } from './printed-document.ts';
import { printedSoldRow } from './printed-rows.ts';
import { totalRows } from './printed-totals.ts';
import { fill, textsFor } from './texts.ts';

/** The invoice says number and dates, the order it is for says lines, VAT and sums. */
export interface InvoiceOnPaper {
  readonly invoice: Pick<StoredInvoice, 'number' | 'documentDate' | 'dueDate' | 'servicePeriod'>;
  readonly order: Order;
  readonly settings: CompanySettings;
  readonly recipient: Recipient;
}

/** What an invoice made here says on paper (O-10). */
export function invoiceDocument(source: InvoiceOnPaper): PrintedDocument {
  const { invoice, order, settings, recipient } = source;
  const { locale } = order;
  const texts = textsFor(locale);
  const title = `${texts.invoice} ${invoice.number ?? ''}`.trim();
  const lines = order.lines.filter(({ destination }) => destination === 'erp');
  return {
    locale,
    date: dateOf(source),
    title,
    subject: '',
    draftMark: undefined,
    sender: printedSender(settings.seller, locale),
    recipient: addressBlock(recipient, settings.seller, locale),
    facts: invoiceFacts(source),
    introduction: texts.introductions.invoice,
    head: printedHead(order),
    rows: lines.map((line) => printedSoldRow(line, order)),
    totals: [{ title: undefined, rows: totalRows(order, order) }],
    notes: vatNotes(lines),
    closing: paymentText(source),
    pageLabel: `${title} · ${texts.page}`,
  };
}

const dateOf = ({ invoice, order }: InvoiceOnPaper): string => invoice.documentDate ?? order.orderDate;

/** An invoice must say when was delivered; where nobody said otherwise, that is its own date. */
function invoiceFacts(source: InvoiceOnPaper): Fact[] {
  const { invoice, order, recipient, settings } = source;
  const { locale } = order;
  const { facts } = textsFor(locale);
  const date = dateOf(source);
  return presentFacts([
    [facts.invoiceNumber, invoice.number],
    [facts.invoiceDate, formatDate(date, locale)],
    [
      facts.service,
      invoice.servicePeriod ? formatPeriod(invoice.servicePeriod, locale) : formatDate(date, locale),
    ],
    [facts.dueDate, invoice.dueDate && formatDate(invoice.dueDate, locale)],
    [facts.orderNumber, order.orderNumber],
    [facts.quoteNumber, order.quoteNumber],
    [facts.customerReference, order.customerReference],
    [facts.customerVatId, recipient.account.vatId],
    [facts.vatId, settings.seller.vatId],
  ]);
}

function paymentText({ invoice, order, settings }: InvoiceOnPaper): string {
  const { closings } = textsFor(order.locale);
  const { iban } = settings.seller;
  const dueDate = invoice.dueDate && formatDate(invoice.dueDate, order.locale);
  return [
    ...(dueDate ? [fill(closings.invoice, { dueDate })] : []),
    ...(iban ? [fill(closings.account, { iban })] : []),
  ].join('\n');
}
