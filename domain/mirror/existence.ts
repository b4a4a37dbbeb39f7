import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';
import { compareInstants, compareSourceOrder, sourceOrderSchema, type SourceOrder } from './source-order.ts';

/**
 * All deletions that were heard of, as one: the newest order by the source's own reckoning, and when by our clock we learnt of the
 * latest. Both only grow, so that it does not matter in which order deletions arrive.
 */
export const deletionSchema = z.object({ order: sourceOrderSchema, observedAt: instantSchema });
export type Deletion = z.infer<typeof deletionSchema>;

export function joinDeletions(known: Deletion | undefined, heard: Deletion): Deletion {
  if (!known) return heard;
  const isNewer = compareSourceOrder(heard.order, known.order) > 0;
  const isLater = compareInstants(heard.observedAt, known.observedAt) > 0;
  if (!isNewer && !isLater) return known;
  return {
    order: isNewer ? heard.order : known.order,
    observedAt: isLater ? heard.observedAt : known.observedAt,
  };
}

/** What speaks for a record being there: the newest order of its content, and when we last read it from the ERP ourselves. */
export interface Presence {
  readonly order: SourceOrder;
  readonly seenAt?: string | undefined;
}

/**
 * Whether a record is there in spite of a deletion: its content is newer by the source's own reckoning, or we read it from the ERP
 * after we had learnt of the deletion. Then the ERP restored it, or the deletion was none, and whatever its dates say, it is there.
 */
export function outlives({ order, seenAt }: Presence, deletion: Deletion | undefined): boolean {
  if (!deletion || compareSourceOrder(order, deletion.order) > 0) return true;
  return seenAt !== undefined && compareInstants(seenAt, deletion.observedAt) > 0;
}

export const laterOf = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && compareInstants(b, a) > 0) ? b : a;
