import type { PacedSlot, Share } from '../../../../domain/budget/take-share.ts';

/** A slot of a share that is held: one request at a time, none before `nextAt`. */
export interface Place {
  readonly share: Held;
  readonly paceMs: number;
  nextAt: number;
  isBusy: boolean;
}

export interface Held {
  readonly leaseId: string;
  /** No request may begin later: its answer has to be there before others take the slot for free. */
  beginsUntil: number;
  left: number;
}

/** What one process holds of a budget at this moment, and what of it may be used. */
export class HeldShares {
  #places: Place[] = [];

  add(share: Share & { readonly leaseId: string }, beginsUntil: number): void {
    const held: Held = { leaseId: share.leaseId, beginsUntil, left: share.requests ?? Infinity };
    this.#places.push(...share.slots.map((slot) => placeOf(held, slot)));
  }

  get slots(): number {
    return this.#places.length;
  }

  get isBusy(): boolean {
    return this.#places.some(({ isBusy }) => isBusy);
  }

  /** Whether waiting for one of them is of use. */
  isOfUse(now: number): boolean {
    return this.#places.some((place) => isOpen(place, now));
  }

  /** The place for the next request, if there is one; it counts as sent. */
  occupy(now: number): Place | undefined {
    const free = this.#places.filter((place) => !place.isBusy && isOpen(place, now));
    const place = free.sort((one, other) => one.nextAt - other.nextAt)[0];
    if (!place) return undefined;
    place.isBusy = true;
    place.share.left -= 1;
    return place;
  }

  /** From now on nothing begins with what is held. */
  close(): void {
    for (const { share } of this.#places) share.beginsUntil = -Infinity;
  }

  /** Takes out the shares that nobody is using: all of them, or those that are of no more use. */
  takeOut(which: 'all' | 'spent', now: number): Held[] {
    const isKept = (place: Place) => place.isBusy || (which === 'spent' && isOpen(place, now));
    const kept = new Set(this.#places.filter(isKept).map(({ share }) => share));
    const out = this.#places.map(({ share }) => share).filter((share) => !kept.has(share));
    this.#places = this.#places.filter(({ share }) => kept.has(share));
    return [...new Set(out)];
  }
}

const placeOf = (share: Held, { firstAt, paceMs }: PacedSlot): Place => ({
  share,
  paceMs,
  nextAt: firstAt,
  isBusy: false,
});

const isOpen = ({ share, nextAt }: Place, now: number): boolean =>
  share.left >= 1 && Math.max(now, nextAt) <= share.beginsUntil;
