import { documentTotals } from '../quotes/document-totals.ts';
import type { DocumentTotals } from '../records/document-totals.ts';
import type { OrderLine } from '../records/order.ts';
import { goesToErp } from './line-destination.ts';

/** What the ERP's order has to come to (O-7): the sums of the lines that go there. */
export const orderTotals = (lines: readonly OrderLine[], currency: string): DocumentTotals =>
  documentTotals(lines.filter(goesToErp), currency);
