import type { ChangeSource, RecordEventType } from '../records/mirrored-record.ts';
import type { Deletion } from './existence.ts';
import type { SourceOrder } from './source-order.ts';

/** What every canonical shape has; all else is the entity's own. */
export interface Content {
  readonly externalId: string;
  readonly number?: string | null | undefined;
}

/**
 * The part of a stored record that the ERP leads. `order` leads the record; while it is a tombstone, `contentOrder` leads its
 * content. `fieldOrders` leads single fields after partial payloads; its member `*` leads all fields it does not name. `deletion` stays known after a
 * record came back, `seenAt` is when we last read it from the ERP (see `outlives`).
 */
export interface MirrorState<Held extends Content> {
  readonly canonical?: Held | undefined;
  readonly order: SourceOrder;
  readonly contentOrder?: SourceOrder | undefined;
  readonly fieldOrders?: Readonly<Record<string, SourceOrder>> | undefined;
  readonly deletedAt?: string | undefined;
  readonly deletion?: Deletion | undefined;
  readonly seenAt?: string | undefined;
  readonly formerNumbers: readonly string[];
  readonly source: ChangeSource;
  readonly event?: { readonly type: RecordEventType; readonly version: number } | undefined;
  readonly version: number;
}

/** One change as it arrives: `content` is missing when the ERP says that the record is gone. */
export interface IncomingChange<Held extends Content> {
  readonly content?: Held | undefined;
  readonly payload: 'complete' | 'partial';
  readonly order: SourceOrder;
  readonly source: ChangeSource;
  /** By our clock: of a deletion, when we learnt of it; of content, when we read it from the ERP, and missing where it was sent to us. */
  readonly observedAt?: string | undefined;
  /** A person asked for it again, perhaps after the mapping was mended: where the source states no difference, it wins. */
  readonly again?: boolean;
}

/** Sorts after every content hash: at the same stated moment, the deletion wins. */
export const DELETION_HASH = '~deleted';

/** What was stored before deletions were kept apart has only its order. */
export const knownDeletion = (stored: MirrorState<Content> | undefined): Deletion | undefined =>
  stored?.deletion ??
  (stored && isTombstone(stored) ? { order: stored.order, observedAt: stored.order.at } : undefined);

export const isTombstone = (state: { readonly order: SourceOrder }): boolean =>
  state.order.hash === DELETION_HASH;
