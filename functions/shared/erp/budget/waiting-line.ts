import type { Refused } from '../../../../domain/budget/take-share.ts';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import type { Place } from './held-shares.ts';

/** How soon whoever waited in vain may come back: others had their turns meanwhile. */
export const SOON_MS = 1_000;

interface Waiting {
  readonly deadline: number;
  readonly go: (place: Place) => void;
  readonly fail: (error: unknown) => void;
}

interface Clock {
  readonly now: () => number;
  readonly remind: (ms: number, call: () => void) => void;
}

/** Requests that wait for a place, in the order in which they came. Nobody waits beyond a deadline. */
export class WaitingLine {
  readonly #clock: Clock;
  #waiting: Waiting[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  get length(): number {
    return this.#waiting.length;
  }

  join(deadline: number): Promise<Place> {
    return new Promise((go, fail) => {
      const one: Waiting = { deadline, go, fail };
      this.#waiting.push(one);
      this.#clock.remind(deadline - this.#clock.now(), () => {
        if (this.#waiting.includes(one)) this.#end([one], tooBusy(SOON_MS, 'busy'));
      });
    });
  }

  /** Calls the first. */
  call(place: Place): void {
    this.#waiting.shift()?.go(place);
  }

  /** Those for whom it would take too long come back later. */
  turnAway({ waitUntil, because, words }: Refused): void {
    const late = this.#waiting.filter(({ deadline }) => deadline < waitUntil);
    this.#end(late, tooBusy(waitUntil - this.#clock.now(), because, words));
  }

  fail(error: unknown): void {
    this.#end(this.#waiting, error);
  }

  #end(ended: readonly Waiting[], error: unknown): void {
    this.#waiting = this.#waiting.filter((one) => !ended.includes(one));
    for (const { fail } of ended) fail(error);
  }
}

const REASONS: Readonly<Record<Refused['because'], string>> = {
  busy: 'All requests that the ERP takes at once are taken by others of us.',
  closed: 'The ERP wants to be left alone for a while.',
  perFiveMinutes: 'The requests that the ERP allows us in five minutes are used up.',
  perDay: 'The requests that the ERP allows us in a day are used up.',
};

export const tooBusy = (ms: number, because: Refused['because'], words = REASONS[because]) =>
  new ErpUnavailableError(words, { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1_000)) });
