import { isTombstone, type Content, type IncomingChange, type MirrorState } from './mirror-state.ts';
import { compareSourceOrder, compareStatedOrder, type SourceOrder } from './source-order.ts';

/**
 * `older`: nothing was newer than what is held. `same`: it says what is held already. `moved`: an order moved on, even if
 * no value did, and must be kept so that whatever lies between does not win later.
 */
export interface MergedContent<Held extends Content> {
  readonly effect: 'changed' | 'same' | 'older';
  readonly moved: boolean;
  readonly content: Held;
  readonly contentOrder: SourceOrder;
  readonly fieldOrders?: Readonly<Record<string, SourceOrder>> | undefined;
}

type Upsert<Held extends Content> = IncomingChange<Held> & { readonly content: Held };

/** A complete payload leads the record as a whole; a partial one leads each field that it carries (D-1, D-5). */
export function mergeContent<Held extends Content>(
  stored: MirrorState<Held> | undefined,
  incoming: Upsert<Held>,
): MergedContent<Held> {
  const isWhole = incoming.payload === 'complete' && !stored?.fieldOrders;
  if (!stored)
    return { effect: 'changed', moved: true, content: incoming.content, ...ordersOfFirst(incoming) };
  return isWhole ? mergeWhole(stored, incoming) : mergeFields(stored, incoming);
}

export function isNewer<Held extends Content>(
  incoming: IncomingChange<Held>,
  than: SourceOrder | undefined,
): boolean {
  if (!than) return true;
  if (incoming.again && compareStatedOrder(incoming.order, than) === 0)
    return incoming.order.hash !== than.hash;
  return compareSourceOrder(incoming.order, than) > 0;
}

function ordersOfFirst<Held extends Content>({ content, payload, order }: Upsert<Held>) {
  if (payload === 'complete') return { contentOrder: order };
  return {
    contentOrder: order,
    fieldOrders: Object.fromEntries(fieldsOf(content).map((field) => [field, order])),
  };
}

function mergeWhole<Held extends Content>(
  stored: MirrorState<Held>,
  incoming: Upsert<Held>,
): MergedContent<Held> {
  const lead = contentLead(stored) ?? incoming.order;
  const isSame = lead.hash === incoming.order.hash;
  if (!isNewer(incoming, lead)) {
    const held = stored.canonical ?? incoming.content;
    return { effect: isSame ? 'same' : 'older', moved: false, content: held, contentOrder: lead };
  }
  return {
    effect: isSame ? 'same' : 'changed',
    moved: true,
    content: incoming.content,
    contentOrder: incoming.order,
  };
}

function mergeFields<Held extends Content>(
  stored: MirrorState<Held>,
  incoming: Upsert<Held>,
): MergedContent<Held> {
  const lead = contentLead(stored) ?? incoming.order;
  const orders: Record<string, SourceOrder> = { ...(stored.fieldOrders ?? { '*': lead }) };
  const contentOrder = newest(lead, incoming.order);
  const content: Record<string, unknown> = { ...stored.canonical, externalId: incoming.content.externalId };
  const offered = { ...incoming.content } as Record<string, unknown>;
  const carried = carriedFields(stored, incoming);
  const taken = carried.filter((field) => isNewer(incoming, orders[field] ?? orders['*']));
  const isSame = carried.every((field) => isEqual(content[field], offered[field]));
  for (const field of taken) {
    content[field] = offered[field];
    orders[field] = incoming.order;
  }
  return {
    effect: effectOf(isSame, taken.length > 0),
    moved: taken.length > 0 || isNewer(incoming, contentLead(stored)),
    content: content as unknown as Held,
    contentOrder,
    fieldOrders: incoming.payload === 'complete' ? settle(orders, incoming.order, contentOrder) : orders,
  };
}

const effectOf = (isSame: boolean, isTaken: boolean): MergedContent<Content>['effect'] =>
  isSame ? 'same' : isTaken ? 'changed' : 'older';

/** Undefined while only the deletion of a record is known. */
const contentLead = (stored: MirrorState<Content>): SourceOrder | undefined =>
  isTombstone(stored) ? stored.contentOrder : stored.order;

/** A complete payload also says which fields are not there. */
function carriedFields<Held extends Content>(
  stored: MirrorState<Held>,
  { content, payload }: Upsert<Held>,
): string[] {
  const known = payload === 'complete' && stored.canonical ? fieldsOf(stored.canonical) : [];
  return [...new Set([...fieldsOf(content), ...known])];
}

/** After a complete payload one order leads whatever it led; nothing is left to name where that is the content's as a whole. */
function settle(
  orders: Readonly<Record<string, SourceOrder>>,
  complete: SourceOrder,
  contentOrder: SourceOrder,
): Readonly<Record<string, SourceOrder>> | undefined {
  const rest = orders['*'] ? newest(orders['*'], complete) : complete;
  const apart = Object.entries(orders).filter(
    ([field, order]) => field !== '*' && compareSourceOrder(order, rest) > 0,
  );
  if (apart.length === 0 && compareSourceOrder(rest, contentOrder) === 0) return undefined;
  return { ...Object.fromEntries(apart), '*': rest };
}

const newest = (a: SourceOrder, b: SourceOrder): SourceOrder => (compareSourceOrder(a, b) >= 0 ? a : b);

const fieldsOf = (content: Content): string[] =>
  Object.entries(content).flatMap(([field, value]) =>
    field === 'externalId' || value === undefined ? [] : [field],
  );

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
