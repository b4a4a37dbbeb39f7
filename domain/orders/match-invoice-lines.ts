import type { CanonicalInvoice, CanonicalLine, DocumentName } from '../canonical/invoice.ts';
import { isValueLine } from '../invoices/value-lines.ts';
import { Exact } from '../money/decimals.ts';
import { lineReference } from './to-erp-order.ts';

/** An order as its invoices may name it: by any of `references`, such as our key, its number or its id. */
export interface MatchableOrder {
  readonly orderId: string;
  readonly references: readonly string[];
  /** What the ERP calls it. */
  readonly inErp?: DocumentName | undefined;
  readonly lines: readonly MatchableLine[];
}

export interface MatchableLine {
  readonly lineId: string;
  readonly productExternalId?: string | undefined;
  readonly productNumber?: string | undefined;
  readonly description: string;
  readonly quantity: string;
}

/** What a line of an invoice bills: a line of an order, or an order as a whole where nobody can say which line. */
export interface LineLink {
  readonly orderId: string;
  readonly lineId?: string;
  readonly by: 'line-reference' | 'product' | 'document';
}

type Referring = Pick<CanonicalInvoice, 'lines' | 'ourReference' | 'orders'>;

/** The links of an invoice's lines, in their order (I-7). Undefined where a line bills none of these orders, or carries no value. */
export function matchInvoiceLines(
  invoice: Referring,
  orders: readonly MatchableOrder[],
): (LineLink | undefined)[] {
  const byReference = new Map(orders.flatMap(referencesOf));
  const ofDocument = named(byReference, invoice.ourReference)?.order ?? billedAlone(invoice, orders);
  return invoice.lines.map((line) => {
    if (!isValueLine(line)) return undefined;
    const own = named(byReference, line.ourReference);
    if (own?.lineId !== undefined) return linkTo(own.order, own.lineId, 'line-reference');
    const order = own?.order ?? ofDocument;
    return order && matchLine(line, order);
  });
}

/** The order that the ERP says is billed; of several nobody knows which line bills which. */
function billedAlone(
  { orders: billed }: Referring,
  orders: readonly MatchableOrder[],
): MatchableOrder | undefined {
  const [only, ...others] = billed ?? [];
  if (!only || others.length > 0) return undefined;
  return orders.find(({ inErp }) => inErp !== undefined && isSameDocument(only, inErp));
}

const isSameDocument = (one: DocumentName, other: DocumentName): boolean =>
  isSameName(one.externalId, other.externalId) || isSameName(one.number, other.number);

const isSameName = (one: string | null | undefined, other: string | null | undefined): boolean =>
  Boolean(one) && one === other;

interface Named {
  readonly order: MatchableOrder;
  readonly lineId?: string;
}

function referencesOf(order: MatchableOrder): [string, Named][] {
  return order.references.flatMap((reference): [string, Named][] => [
    [reference, { order }],
    ...order.lines.map(({ lineId }): [string, Named] => [
      lineReference(reference, lineId),
      { order, lineId },
    ]),
  ]);
}

const named = (references: ReadonlyMap<string, Named>, text: string | null | undefined): Named | undefined =>
  text ? references.get(text.trim()) : undefined;

/** The product decides if it is on one line only; else description, then quantity have to tell the lines apart. Never a guess. */
function matchLine(line: CanonicalLine, order: MatchableOrder): LineLink {
  const alike = order.lines.filter((each) => isSameProduct(line, each));
  const [only] = alike.length > 1 ? tellApart(line, alike) : alike;
  return only ? linkTo(order, only.lineId, 'product') : { orderId: order.orderId, by: 'document' };
}

function tellApart(line: CanonicalLine, alike: readonly MatchableLine[]): readonly MatchableLine[] {
  const described = alike.filter((each) => isSameText(line.description, each.description));
  if (described.length < 2) return described;
  const counted = described.filter(({ quantity }) => isSameQuantity(line.quantity, quantity));
  return counted.length === 1 ? counted : [];
}

/** Without a product on either side only the same description makes two lines the same. */
function isSameProduct(line: CanonicalLine, ours: MatchableLine): boolean {
  if (line.productExternalId && ours.productExternalId)
    return line.productExternalId === ours.productExternalId;
  if (line.productNumber && ours.productNumber) return line.productNumber === ours.productNumber;
  const isFree =
    !line.productExternalId && !line.productNumber && !ours.productExternalId && !ours.productNumber;
  return isFree && isSameText(line.description, ours.description);
}

const isSameText = (a: string | null | undefined, b: string): boolean => a?.trim() === b.trim();

/** Credit notes count backwards (I-3). */
const isSameQuantity = (a: string | null | undefined, b: string): boolean =>
  !!a && new Exact(a).abs().eq(new Exact(b).abs());

const linkTo = ({ orderId }: MatchableOrder, lineId: string, by: LineLink['by']): LineLink => ({
  ...{ orderId, lineId, by },
});
