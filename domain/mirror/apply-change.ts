import { formerNumbers } from './former-numbers.ts';
import { isNewer, mergeContent, type MergedContent } from './merge-content.ts';
import { isTombstone, type Content, type IncomingChange, type MirrorState } from './mirror-state.ts';
import type { SourceOrder } from './source-order.ts';

/** What a change comes to. `next` is to be written; `announces` says that the change is news for the rest of the world. */
export interface Decision<Held extends Content> {
  readonly outcome: 'applied' | 'superseded' | 'duplicate';
  readonly next?: NextState<Held>;
  readonly announces: boolean;
}

/** The stored state after the change; the store adds version and event. */
export type NextState<Held extends Content> = Omit<MirrorState<Held>, 'version' | 'event'>;

/**
 * The one rule by which an ERP's change meets what is stored (D-5, D-6): the newest source order wins, per record or, after partial
 * payloads, per field. Every order of arrival ends in the same state. A tombstone is only revived by something
 * newer; an older change may still complete what is known of it, which is no news.
 */
export function applyChange<Held extends Content>(
  stored: MirrorState<Held> | undefined,
  incoming: IncomingChange<Held>,
): Decision<Held> {
  if (stored && isSameAgain(stored, incoming)) return { outcome: 'applied', announces: true };
  const { content } = incoming;
  return content ? applyContent(stored, { ...incoming, content }) : applyDeletion(stored, incoming);
}

/** A queue may bring a message twice, and the first time may have ended before its event was published. */
const isSameAgain = ({ source }: MirrorState<Content>, incoming: IncomingChange<Content>): boolean =>
  source.deliveryId === incoming.source.deliveryId &&
  source.index === incoming.source.index &&
  source.hash === incoming.source.hash;

function applyDeletion<Held extends Content>(
  stored: MirrorState<Held> | undefined,
  { order, source }: IncomingChange<Held>,
): Decision<Held> {
  const deletedAt = order.at;
  if (!stored) return applied({ order, source, deletedAt, fieldOrders: {}, formerNumbers: [] });
  if (!isNewer({ payload: 'complete', order, source }, stored.order)) {
    return { outcome: stored.order.hash === order.hash ? 'duplicate' : 'superseded', announces: false };
  }
  const { canonical, fieldOrders, formerNumbers: former } = stored;
  if (isTombstone(stored)) return unannounced('duplicate', { ...withoutVersion(stored), order, deletedAt });
  const kept = { canonical, fieldOrders, formerNumbers: former, contentOrder: stored.order };
  return applied({ ...kept, order, source, deletedAt });
}

function applyContent<Held extends Content>(
  stored: MirrorState<Held> | undefined,
  incoming: IncomingChange<Held> & { readonly content: Held },
): Decision<Held> {
  const merged = mergeContent(stored, incoming);
  const numbers = formerNumbers(
    [...(stored?.formerNumbers ?? []), stored?.canonical?.number, incoming.content.number],
    merged.content,
  );
  if (stored && isTombstone(stored) && !isNewer(incoming, stored.order)) {
    return completeTombstone(stored, merged, numbers);
  }
  const next = { ...contentState(merged), source: incoming.source, formerNumbers: numbers };
  const isRevived = stored !== undefined && isTombstone(stored);
  if (isRevived || merged.effect === 'changed') return applied(next);
  const outcome = merged.effect === 'same' ? 'duplicate' : 'superseded';
  const isMoved = merged.moved || numbers.length !== stored?.formerNumbers.length;
  return stored && isMoved
    ? unannounced(outcome, { ...next, source: stored.source })
    : { outcome, announces: false };
}

function completeTombstone<Held extends Content>(
  stored: MirrorState<Held>,
  merged: MergedContent<Held>,
  numbers: readonly string[],
): Decision<Held> {
  const isMoved = merged.moved || numbers.length !== stored.formerNumbers.length;
  if (!isMoved) return { outcome: 'superseded', announces: false };
  const { content, contentOrder, fieldOrders } = merged;
  return unannounced('superseded', {
    ...withoutVersion(stored),
    ...{ canonical: content, contentOrder, fieldOrders, formerNumbers: numbers },
  });
}

function contentState<Held extends Content>({ content, contentOrder, fieldOrders }: MergedContent<Held>) {
  const deletedBy = deletingField(content);
  const deletedAt = deletedBy === undefined ? undefined : fieldTime(deletedBy, contentOrder, fieldOrders);
  return { canonical: content, order: contentOrder, fieldOrders, deletedAt };
}

/** Some ERPs keep a deleted record and only mark it, or name the record that stands for it now (D-6). */
function deletingField(content: Content): string | undefined {
  if ('deleted' in content && content.deleted === true) return 'deleted';
  if ('status' in content && content.status === 'deleted') return 'status';
  return isMerged(content) ? 'mergedInto' : undefined;
}

const isMerged = (content: Content): boolean =>
  'mergedInto' in content &&
  typeof content.mergedInto === 'string' &&
  content.mergedInto !== content.externalId;

const fieldTime = (
  field: string,
  order: SourceOrder,
  fields: Readonly<Record<string, SourceOrder>> = {},
): string => (fields[field] ?? fields['*'] ?? order).at;

function withoutVersion<Held extends Content>(stored: MirrorState<Held>): NextState<Held> {
  const { canonical, order, contentOrder, fieldOrders, deletedAt, formerNumbers: former, source } = stored;
  return { canonical, order, contentOrder, fieldOrders, deletedAt, formerNumbers: former, source };
}

const applied = <Held extends Content>(next: NextState<Held>): Decision<Held> => ({
  outcome: 'applied',
  next,
  announces: true,
});

const unannounced = <Held extends Content>(
  outcome: 'superseded' | 'duplicate',
  next: NextState<Held>,
): Decision<Held> => ({
  outcome,
  next,
  announces: false,
});
