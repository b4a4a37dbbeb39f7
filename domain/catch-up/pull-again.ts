import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';
import { compareInstants } from '../mirror/source-order.ts';
import { deliveryIdSchema } from '../records/record-parts.ts';

/**
 * A wish to read again what a record type changed since an instant, however far the watermark is: a notification said that many changed. It names
 * the delivery that wished it last, so that a run that began before does not take it for done.
 */
export const pullAgainSchema = z.object({ since: instantSchema, deliveryId: deliveryIdSchema });
export type PullAgain = z.infer<typeof pullAgainSchema>;

/** Watermarks and wishes go by `entity/resource`. */
export const pulledName = ({ entity, resource }: { readonly entity: string; readonly resource: string }) =>
  `${entity}/${resource}`;

export type Wishes = Readonly<Record<string, PullAgain>>;

/** Of two wishes for the same record type, the earlier start counts. */
export function withWish(wishes: Wishes = {}, name: string, wish: PullAgain): Wishes {
  const since = earlierOf(wish.since, wishes[name]?.since);
  return { ...wishes, [name]: { since, deliveryId: wish.deliveryId } };
}

/** After a run that granted `granted`: whatever was wished since then stays. */
export function withoutGranted(wishes: Wishes = {}, name: string, granted: string | undefined): Wishes {
  const isGranted = granted !== undefined && wishes[name]?.deliveryId === granted;
  return isGranted ? Object.fromEntries(Object.entries(wishes).filter(([key]) => key !== name)) : wishes;
}

export const earlierOf = (a: string, b: string | undefined): string =>
  b !== undefined && compareInstants(b, a) < 0 ? b : a;
