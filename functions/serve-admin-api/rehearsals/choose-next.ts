import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Delivery } from '../../../domain/records/delivery.ts';
import { invalidCursor, openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { listDeliveries } from '../../shared/store/deliveries.ts';
import type { Store } from '../../shared/store/store.ts';
import { searchPeriod } from '../deliveries/search-period.ts';
import type { Rehearsal } from '../views/rehearsal-view.ts';

/** How many are listed at once; how many of them one answer covers depends on their size. */
const PER_LIST = 50;

const placeSchema = z.object({
  /** What arrives during the rehearsal is no part of it. */
  to: z.string(),
  position: z.string().optional(),
  /** Of the list at this position. */
  skip: z.int(),
  /** From this position on. */
  left: z.int(),
});
type Place = z.infer<typeof placeSchema>;

export interface Choice {
  readonly deliveries: readonly Delivery[];
  /** The cursor to go on with after so many of them; null where the rehearsal is over. */
  readonly after: (done: number) => string | null;
}

/** The next deliveries of a rehearsal, the newest first. */
export async function chooseNext(
  { store, now }: { readonly store: Store; readonly now: () => number },
  { company, connectionId }: Connection,
  rehearsal: Rehearsal,
): Promise<Choice> {
  const binding = bindingOf({ company, connectionId }, rehearsal);
  const place = placeOf(rehearsal, binding, now());
  const { entity, state, since } = rehearsal;
  const period = searchPeriod({ from: since, to: place.to }, new Date(now()));
  const page = await listDeliveries(
    store,
    { company, connectionId, entity, state, ...period },
    { limit: Math.min(place.left, PER_LIST), cursor: place.position },
  );
  const deliveries = page.items.slice(place.skip);
  const after = (done: number) => {
    const next = placeAfter(place, { done, found: page.items.length, cursor: page.cursor });
    return next ? sealCursor(JSON.stringify(next), binding) : null;
  };
  return { deliveries, after };
}

function placeOf({ cursor, last }: Rehearsal, binding: string, nowMs: number): Place {
  if (cursor === undefined) return { to: new Date(nowMs).toISOString(), skip: 0, left: last };
  const place = placeSchema.safeParse(JSON.parse(openCursor(cursor, binding)));
  if (place.success) return place.data;
  throw invalidCursor(place.error);
}

interface Reached {
  readonly done: number;
  readonly found: number;
  readonly cursor: string | undefined;
}

function placeAfter(place: Place, { done, found, cursor }: Reached): Place | undefined {
  if (place.skip + done < found) return { ...place, skip: place.skip + done };
  const left = place.left - found;
  return cursor !== undefined && left > 0 ? { to: place.to, position: cursor, skip: 0, left } : undefined;
}

/** A cursor belongs to the same filters and files: with others the parts would not be of one rehearsal. */
function bindingOf(of: Pick<Connection, 'company' | 'connectionId'>, rehearsal: Rehearsal): string {
  return hash('sha256', JSON.stringify([of, { ...rehearsal, cursor: undefined }]));
}
