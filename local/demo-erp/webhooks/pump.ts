import type { Clock } from '../../cloud/clock.ts';
import type { Notifier } from './notifier.ts';

/** Requests under way at once. */
const parallel = 16;

/** Runs the notifier whenever something is due, by the given clock, until it is stopped. */
export class Pump {
  readonly #notifier: Notifier;
  readonly #clock: Clock;
  readonly #underWay = new Map<number, Promise<void>>();
  #wake = Promise.withResolvers<void>();
  #calm = Promise.withResolvers<void>();
  #isStopped = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(notifier: Notifier, clock: Clock) {
    this.#notifier = notifier;
    this.#clock = clock;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** To be called after every change: there may be something due earlier than known. */
  wake(): void {
    this.#wake.resolve();
  }

  /** Resolves when nothing is under way and nothing is due at this moment of the clock. */
  async settled(): Promise<void> {
    while (!this.#isStopped && !this.#isCalm()) {
      this.wake();
      await this.#calm.promise;
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.wake();
    this.#calm.resolve();
    await this.#loop;
    await Promise.allSettled(this.#underWay.values());
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#turn();
      if (this.#isCalm()) this.#tellCalm();
      await this.#rest();
    }
  }

  /** Starts what is due, as far as there is room. */
  #turn(): void {
    this.#notifier.closeWindows();
    const room = parallel - this.#underWay.size;
    for (const delivery of this.#notifier.due(this.#idsUnderWay()).slice(0, Math.max(room, 0))) {
      const attempt = this.#notifier.deliver(delivery).finally(() => {
        this.#underWay.delete(delivery.id);
        this.wake();
      });
      this.#underWay.set(delivery.id, attempt);
    }
  }

  /** Sleeps until the next moment or until woken, whatever is first. */
  async #rest(): Promise<void> {
    const isFull = this.#underWay.size >= parallel;
    const next = isFull ? undefined : this.#notifier.nextAt(this.#idsUnderWay());
    const sleep = new AbortController();
    const woken = this.#wake.promise;
    if (next === undefined) await woken;
    else await Promise.race([woken, this.#clock.sleepUntil(next, sleep.signal).catch(() => undefined)]);
    sleep.abort();
    this.#wake = Promise.withResolvers<void>();
  }

  #isCalm(): boolean {
    const next = this.#notifier.nextAt(this.#idsUnderWay());
    return this.#underWay.size === 0 && (next === undefined || next > this.#clock.now());
  }

  #tellCalm(): void {
    this.#calm.resolve();
    this.#calm = Promise.withResolvers<void>();
  }

  #idsUnderWay(): ReadonlySet<number> {
    return new Set(this.#underWay.keys());
  }
}
