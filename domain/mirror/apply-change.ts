import { joinDeletions, laterOf, outlives } from './existence.ts';
import { formerNumbers } from './former-numbers.ts';
import { isNewer, mergeContent, type MergedContent } from './merge-content.ts';
import {
  isTombstone,
  knownDeletion,
  type Content,
  type IncomingChange,
  type MirrorState,
} from './mirror-state.ts';
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
 * newer, or by our having read the record from the ERP since; an older change may still complete what is known of it, which is no news.
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
  { order, source, observedAt = order.at }: IncomingChange<Held>,
): Decision<Held> {
  const known = knownDeletion(stored);
  const deletion = joinDeletions(known, { order, observedAt });
  const gone = { deletion, order: deletion.order, deletedAt: deletion.order.at };
  if (!stored) return applied({ ...gone, source, fieldOrders: {}, formerNumbers: [] });
  const outcome = isTombstone(stored) ? 'duplicate' : 'superseded';
  if (deletion === known) return { outcome, announces: false };
  if (isTombstone(stored)) return unannounced(outcome, { ...withoutVersion(stored), ...gone });
  if (outlives(stored, deletion)) return unannounced(outcome, { ...withoutVersion(stored), deletion });
  return applied({ ...withoutVersion(stored), contentOrder: stored.order, source, ...gone });
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
  if (stored && isTombstone(stored) && !revives(stored, incoming))
    return completeTombstone(stored, merged, numbers);
  const next = {
    ...{ ...contentState(merged), source: incoming.source, formerNumbers: numbers },
    ...{ deletion: knownDeletion(stored), seenAt: laterOf(stored?.seenAt, incoming.observedAt) },
  };
  const isRevived = stored !== undefined && isTombstone(stored);
  if (isRevived || merged.effect === 'changed') return applied(next);
  const outcome = merged.effect === 'same' ? 'duplicate' : 'superseded';
  return stored && (merged.moved || hasMore(stored, next))
    ? unannounced(outcome, { ...next, source: stored.source })
    : { outcome, announces: false };
}

function revives<Held extends Content>(stored: MirrorState<Held>, incoming: IncomingChange<Held>): boolean {
  const { order, observedAt: seenAt } = incoming;
  return isNewer(incoming, stored.order) || outlives({ order, seenAt }, knownDeletion(stored));
}

/**
 * A look at the ERP is worth a write by itself only where the record is there because of looks alone: else every page that is read twice
 * would write all its records.
 */
function hasMore<Held extends Content>(stored: MirrorState<Held>, next: NextState<Held>): boolean {
  const { order, deletion, seenAt } = next;
  if (next.formerNumbers.length !== stored.formerNumbers.length) return true;
  return seenAt !== stored.seenAt && !outlives({ order }, deletion);
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
  const { canonical, order, contentOrder, fieldOrders, formerNumbers: former, source } = stored;
  const { deletedAt, deletion, seenAt } = stored;
  return {
    ...{ canonical, order, contentOrder, fieldOrders, formerNumbers: former, source },
    ...{ deletedAt, deletion, seenAt },
  };
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
