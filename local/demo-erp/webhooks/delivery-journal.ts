import { instantText } from '../values/instant.ts';
import type { Outcome } from './outcome.ts';

/** What people see of an attempt to notify. */
export interface Attempt {
  readonly at: string;
  readonly url: string;
  readonly entries: number;
  readonly attempt: number;
  readonly status: number | 'unreachable';
  readonly outcome: Outcome['kind'];
}

const kept = 200;

/** The latest attempts, newest first; for looking at, so it is not kept over a restart. */
export class DeliveryJournal {
  #attempts: Attempt[] = [];

  note(attempt: Omit<Attempt, 'at'> & { readonly now: number }): void {
    const { now, ...rest } = attempt;
    this.#attempts = [{ at: instantText(now), ...rest }, ...this.#attempts].slice(0, kept);
  }

  list(): readonly Attempt[] {
    return this.#attempts;
  }
}
