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
  /** The last one that was rehearsed; ids are in the order of time. */
  before: z.string().optional(),
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
    { limit: PER_LIST, cursor: place.position },
  );
  const { before } = place;
  const open = page.items.filter(({ deliveryId }) => before === undefined || deliveryId < before);
  const deliveries = open.slice(0, place.left);
  const after = (done: number) => {
    const next = placeAfter(place, { done: deliveries.slice(0, done), open, cursor: page.cursor });
    return next ? sealCursor(JSON.stringify(next), binding) : null;
  };
  return { deliveries, after };
}

function placeOf({ cursor, last }: Rehearsal, binding: string, nowMs: number): Place {
  if (cursor === undefined) return { to: new Date(nowMs).toISOString(), left: last };
  const place = placeSchema.safeParse(JSON.parse(openCursor(cursor, binding)));
  if (place.success) return place.data;
  throw invalidCursor(place.error);
}

interface Reached {
  readonly done: readonly Delivery[];
  readonly open: readonly Delivery[];
  readonly cursor: string | undefined;
}

function placeAfter(place: Place, { done, open, cursor }: Reached): Place | undefined {
  const left = place.left - done.length;
  const before = done.at(-1)?.deliveryId ?? place.before;
  if (left <= 0) return undefined;
  if (done.length < open.length) return { ...place, before, left };
  return cursor === undefined ? undefined : { ...place, position: cursor, before, left };
}

/** A cursor belongs to the same filters and files: with others the parts would not be of one rehearsal. */
function bindingOf(of: Pick<Connection, 'company' | 'connectionId'>, rehearsal: Rehearsal): string {
  return hash('sha256', JSON.stringify([of, { ...rehearsal, cursor: undefined }]));
}
