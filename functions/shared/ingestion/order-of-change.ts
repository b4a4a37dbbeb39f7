import { hash } from 'node:crypto';
import type { Change } from '../../../domain/canonical/change.ts';
import { DELETION_HASH } from '../../../domain/mirror/mirror-state.ts';
import type { SourceOrder } from '../../../domain/mirror/source-order.ts';

interface Stated {
  readonly version?: string | null | undefined;
  readonly modifiedAt?: string | null | undefined;
}

export interface Moments {
  readonly receivedAt: string;
  /** When the record was read from the ERP; undefined where the payload came with the notification. */
  readonly fetchedAt?: string | undefined;
  /** Since when at the latest a list that was read from the ERP named it; undefined for all that was sent to us. */
  readonly listedAt?: string | undefined;
}

/** When we read a record from the ERP, in either way: the proof that it was there. */
export const seenAt = ({ fetchedAt, listedAt }: Moments): string | undefined => fetchedAt ?? listedAt;

/** When we learnt that a record is gone. */
export const goneAt = ({ fetchedAt, receivedAt }: Moments): string => fetchedAt ?? receivedAt;

/**
 * What orders a state of a record: what the payload states, else the notification, else the moment it reached us. Of two states that the
 * source dates alike, the one read from the ERP later is newer.
 */
export function orderOfContent(
  change: Pick<Change, 'at' | 'sequence'>,
  content: Stated,
  moments: Moments,
): SourceOrder {
  return {
    version: content.version ?? undefined,
    at: content.modifiedAt ?? change.at ?? moments.fetchedAt ?? moments.receivedAt,
    sequence: change.sequence ?? moments.fetchedAt,
    hash: hash('sha256', JSON.stringify(content), 'base64url').slice(0, 22),
  };
}

/**
 * A deletion has no record to date it, only its notification. A record that was announced as changed and is gone when asked for was deleted after its
 * announcement: then the moment of asking counts.
 */
export function orderOfDeletion(
  change: Pick<Change, 'change' | 'version' | 'at' | 'sequence'>,
  moments: Moments,
): SourceOrder {
  const stated = change.change === 'deleted' ? change.at : undefined;
  return {
    version: change.change === 'deleted' ? change.version : undefined,
    at: stated ?? moments.fetchedAt ?? moments.receivedAt,
    sequence: change.sequence ?? moments.fetchedAt,
    hash: DELETION_HASH,
  };
}
