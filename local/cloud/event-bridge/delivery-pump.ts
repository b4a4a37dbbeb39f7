import type { Clock } from '../clock.ts';
import type { Journal } from '../storage/journal.ts';
import type { DeliveryStore, StoredDelivery } from './delivery-store.ts';

export interface EventDelivery {
  readonly targetArn: string;
  /** JSON text. */
  readonly payload: string;
  readonly ruleName: string;
}

/** Hands a payload to a target and resolves when the target has it for good; a rejection is retried later. */
export type Deliver = (delivery: EventDelivery) => Promise<void>;

export interface PumpPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly store: DeliveryStore;
  readonly deliver: Deliver;
  /** Told about a delivery that is given up without a dead-letter queue. */
  readonly onLost: (delivery: EventDelivery, reason: unknown) => void;
}

const MOST_UNDER_WAY = 64;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 300_000;

/** Moves stored deliveries to their targets: each at least once, whatever happens to this process meanwhile. */
export class DeliveryPump {
  readonly #ports: PumpPorts;
  readonly #underWay = new Set<Promise<void>>();
  #closed = false;
  #wake = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(ports: PumpPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** New deliveries are stored. */
  announce(): void {
    this.#wake.abort();
  }

  /** Waits for what is under way; what is still due stays stored. */
  async close(): Promise<void> {
    this.#closed = true;
    this.announce();
    await this.#running;
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      this.#wake = new AbortController();
      const started = await this.#startDue();
      if (!started) await this.#sleep();
    }
  }

  async #startDue(): Promise<boolean> {
    const { store, journal, clock } = this.#ports;
    const due = store.due(clock.now(), MOST_UNDER_WAY - this.#underWay.size);
    if (due.length === 0) return false;
    await journal.write(() => due.forEach(({ seq }) => store.claim(seq)));
    for (const delivery of due) this.#track(this.#attempt(delivery));
    return true;
  }

  /** Until something is due or there is room again. */
  async #sleep(): Promise<void> {
    const { store, clock } = this.#ports;
    const hasRoom = this.#underWay.size < MOST_UNDER_WAY;
    const { signal } = this.#wake;
    try {
      await clock.sleepUntil(hasRoom ? store.nextDueAt() : Number.MAX_SAFE_INTEGER, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #track(attempt: Promise<void>): void {
    const tracked = attempt.finally(() => {
      this.#underWay.delete(tracked);
      this.announce();
    });
    this.#underWay.add(tracked);
  }

  async #attempt(delivery: StoredDelivery): Promise<void> {
    const { store, journal, deliver } = this.#ports;
    try {
      await deliver(eventDelivery(delivery));
    } catch (reason) {
      return this.#failed(delivery, reason);
    }
    await journal.write(() => store.remove(delivery.seq));
  }

  async #failed(delivery: StoredDelivery, reason: unknown): Promise<void> {
    const { store, journal, clock, onLost } = this.#ports;
    const now = clock.now();
    const { seq, attempts, retries_left: retriesLeft, expires_at: expiresAt } = delivery;
    if (retriesLeft > 0 && now < expiresAt) {
      const pause = Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
      await journal.write(() => store.postpone(seq, now + pause));
    } else if (delivery.dead_letter !== null) {
      await journal.write(() => store.bury(seq, now));
    } else {
      await journal.write(() => store.remove(seq));
      onLost(eventDelivery(delivery), reason);
    }
  }
}

function eventDelivery({ target, payload, rule }: StoredDelivery): EventDelivery {
  return { targetArn: target, payload, ruleName: rule };
}
