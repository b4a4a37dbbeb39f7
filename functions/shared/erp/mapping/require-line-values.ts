import type { CanonicalInvoice } from '../../../../domain/canonical/invoice.ts';
import { MappingError, type FieldProblem } from '../../../../domain/errors.ts';
import { isValueLine } from '../../../../domain/invoices/value-lines.ts';

const MAX_PROBLEMS = 50;

/**
 * Lines that count must say what they are worth (I-2): taking a missing net for zero would be a guess, and so would quantity times price, with
 * discounts, price units and taxes that only the ERP knows. A draft may be unfinished.
 */
export function withLineValues(invoice: CanonicalInvoice): CanonicalInvoice {
  if (invoice.status === 'draft') return invoice;
  const problems: FieldProblem[] = [];
  for (const [index, line] of invoice.lines.entries()) {
    if (problems.length < MAX_PROBLEMS && isValueLine(line) && typeof line.net !== 'string')
      problems.push({ field: `lines[${index}].net`, reason: `is missing; a ${line.kind} line counts by it` });
  }
  const [first] = problems;
  if (first === undefined) return invoice;
  throw new MappingError(`A line does not say what it is worth. ${first.field}: ${first.reason}.`, problems);
}
