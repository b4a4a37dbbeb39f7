import type { ErpOrder } from '../hand-over/erp-order.ts';
import { Exact } from '../money/decimals.ts';
import type { Order } from '../records/order.ts';
import { goesToErp } from './line-destination.ts';

/** An order as the ERP has it; absent is what it does not say. */
export interface OrderInErp {
  readonly reference?: string | undefined;
  readonly currency?: string | undefined;
  readonly net?: string | undefined;
  readonly tax?: string | undefined;
  readonly gross?: string | undefined;
  readonly lineCount?: number | undefined;
}

/** A sentence per difference between our order and the one that was created (O-7); none means parity in all that the ERP says. */
export const checkParity = ({ totals, currency, lines }: Order, found: OrderInErp): string[] =>
  differences({ ...totals, currency, lineCount: lines.filter(goesToErp).length }, found);

/** The same for what would be created, with our key: an order that carries another is none of ours. */
export const compareErpOrder = (
  { totals, currency, lines, reference }: ErpOrder,
  found: OrderInErp,
): string[] => differences({ ...totals, currency, reference, lineCount: lines.length }, found);

interface Expected {
  readonly reference?: string;
  readonly currency: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly lineCount: number;
}

function differences(ours: Expected, found: OrderInErp): string[] {
  if (found.net === undefined && found.gross === undefined) return [NOTHING_TO_COMPARE];
  return [
    ...different('The reference', [ours.reference, found.reference], isSameText),
    ...different('The currency', [ours.currency, found.currency], isSameText),
    ...different('Net', [ours.net, found.net], isSameAmount),
    ...different('VAT', [ours.tax, found.tax], isSameAmount),
    ...different('Gross', [ours.gross, found.gross], isSameAmount),
    ...different('The number of lines', [ours.lineCount, found.lineCount], isSameAmount),
  ];
}

/** Silence is no parity. */
const NOTHING_TO_COMPARE = 'The ERP states no amounts of it, so that nothing can be compared.';

type Known = string | number;

function different(
  what: string,
  [ours, theirs]: readonly [Known | undefined, Known | undefined],
  isSame: (a: Known, b: Known) => boolean,
): string[] {
  if (ours === undefined || theirs === undefined || isSame(ours, theirs)) return [];
  return [`${what} is ${theirs} in the ERP and ${ours} here.`];
}

const isSameText = (a: Known, b: Known): boolean => a === b;
const isSameAmount = (a: Known, b: Known): boolean => new Exact(a).eq(b);
