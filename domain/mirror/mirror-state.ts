import type { ChangeSource, RecordEventType } from '../records/mirrored-record.ts';
import type { SourceOrder } from './source-order.ts';

/** What every canonical shape has; all else is the entity's own. */
export interface Content {
  readonly externalId: string;
  readonly number?: string | null | undefined;
}

/**
 * The part of a stored record that the ERP leads. `order` leads the record; while it is a tombstone, `contentOrder` leads its
 * content. `fieldOrders` leads single fields after partial payloads; its member `*` leads all fields it does not name.
 */
export interface MirrorState<Held extends Content> {
  readonly canonical?: Held | undefined;
  readonly order: SourceOrder;
  readonly contentOrder?: SourceOrder | undefined;
  readonly fieldOrders?: Readonly<Record<string, SourceOrder>> | undefined;
  readonly deletedAt?: string | undefined;
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
  /** A person asked for it again, perhaps after the mapping was mended: where the source states no difference, it wins. */
  readonly again?: boolean;
}

/** Sorts after every content hash: at the same stated moment, the deletion wins. */
export const DELETION_HASH = '~deleted';

export const isTombstone = (state: { readonly order: SourceOrder }): boolean =>
  state.order.hash === DELETION_HASH;
