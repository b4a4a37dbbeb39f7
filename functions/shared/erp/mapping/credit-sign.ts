import type { CanonicalInvoice, CanonicalLine } from '../../../../domain/canonical/invoice.ts';
import type { DocumentRule } from '../manifest/resource.ts';

type Amount = string | null | undefined;

/**
 * Our sign rule (I-3): quantities and amounts of a credit note are negative, whatever the ERP sends. Prices per unit and
 * percentages keep their sign. Lines against the direction of the document (a fee kept back) turn with it.
 */
export function withCreditSign(invoice: CanonicalInvoice, rule: DocumentRule | undefined): CanonicalInvoice {
  return rule !== undefined && isTurned(invoice, rule.creditAmounts) ? turned(invoice) : invoice;
}

function isTurned(invoice: CanonicalInvoice, sent: DocumentRule['creditAmounts']): boolean {
  if (sent === 'positive') return invoice.kind === 'credit-note' || invoice.kind === 'cancellation';
  return sent === 'either' && invoice.kind === 'credit-note' && isPositive(leadingTotal(invoice.totals));
}

/** The net decides, the gross where nothing but tax is credited. */
function leadingTotal(totals: CanonicalInvoice['totals']): string {
  return /[1-9]/.test(totals.net) ? totals.net : (totals.gross ?? '0');
}

function isPositive(amount: string): boolean {
  return !amount.startsWith('-') && /[1-9]/.test(amount);
}

function turned(invoice: CanonicalInvoice): CanonicalInvoice {
  const { totals, payment } = invoice;
  return {
    ...invoice,
    ...turnedFields(invoice, ['headerDiscount']),
    lines: invoice.lines.map(turnedLine),
    totals: { ...totals, ...turnedFields(totals, ['net', 'tax', 'gross']) },
    ...(payment ? { payment: { ...payment, ...turnedFields(payment, ['openAmount']) } } : {}),
  };
}

function turnedLine(line: CanonicalLine): CanonicalLine {
  return { ...line, ...turnedFields(line, ['quantity', 'discountAmount', 'net', 'tax', 'gross']) };
}

/** Only members that are present, so that "not sent" stays "not sent". */
function turnedFields<Key extends string>(
  from: Partial<Record<Key, Amount>>,
  keys: readonly Key[],
): Partial<Record<Key, string>> {
  const result: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const amount = from[key];
    if (typeof amount === 'string') result[key] = negated(amount);
  }
  return result;
}

/** Text in, text out: the digits stay exactly as they were sent, and zero has no sign. */
function negated(amount: string): string {
  if (amount.startsWith('-')) return amount.slice(1);
  return /[1-9]/.test(amount) ? `-${amount}` : amount;
}
