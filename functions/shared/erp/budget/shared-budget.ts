import type { GivenBack } from '../../../../domain/budget/give-back.ts';
import { slotsFor, turnOf } from '../../../../domain/budget/limits.ts';
import type { Refused } from '../../../../domain/budget/take-share.ts';
import type { Budget } from './budget.ts';
import { HeldShares, type Place } from './held-shares.ts';
import type { SharedBudgetPorts } from './shared-budget-ports.ts';
import { SOON_MS, tooBusy, WaitingLine } from './waiting-line.ts';

/** Within the right to send (30 s), and cheaper than an execution or a message that waits. */
const LONGEST_WAIT_MS = 10_000;
/** Longer than others wait before they look again. */
const PAUSE_MS = 400;
/** Nobody asks the ERP while what it said is mapped and stored. */
const IDLE_MS = 1_000;
/** As many requests as a step of a hand-over takes; what is left over goes back. */
const BLOCK = 8;
/** An ERP that wants to be left alone for days is asked every hour whether it still does. */
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * The share of one process in a budget of many. It takes slots and a block of requests with one write when the first request comes, and gives back what is
 * left with another when none has come for a moment or the invocation ends.
 */
export class SharedBudget implements Budget {
  readonly #ports: SharedBudgetPorts;
  readonly #held = new HeldShares();
  readonly #line: WaitingLine;
  #fetching: Promise<void> | undefined;
  #returning: Promise<void> = Promise.resolve();
  #refusal: Refused | undefined;
  #closedUntil = -Infinity;
  #turnBegan = Infinity;
  #askedSince: number | undefined;
  #rounds = 0;

  constructor(ports: SharedBudgetPorts) {
    this.#ports = ports;
    this.#line = new WaitingLine(ports);
  }

  async run<T>(request: () => Promise<T>): Promise<T> {
    const place = await this.#begin();
    try {
      return await request();
    } finally {
      this.#leave(place);
    }
  }

  closeFor(seconds: number, words: string): void {
    if (seconds <= 0) return;
    this.#closedUntil = this.#ports.now() + Math.min(seconds * 1_000, LONGEST_PAUSE_MS);
    this.#held.close();
    this.#line.turnAway({ waitUntil: this.#closedUntil, because: 'closed', words });
    this.#giveBack('all', { closedUntil: this.#closedUntil, closedBecause: words });
  }

  /** At the end of an invocation: until the next one the process may sleep. */
  async settle(): Promise<void> {
    await this.#fetching;
    this.#askedSince = undefined;
    this.#giveBack('all');
    await this.#returning;
  }

  /** A place whose time has come. One that came too late is left to whoever gets a newer. */
  async #begin(): Promise<Place> {
    const deadline = this.#deadline(this.#ports.now());
    for (;;) {
      const place = this.#occupied() ?? (await this.#queued(deadline));
      const wait = place.nextAt - this.#ports.now();
      if (wait > 0 && place.nextAt <= deadline) await this.#ports.sleep(wait);
      const now = this.#ports.now();
      if (place.nextAt <= now && now <= place.share.beginsUntil) {
        place.nextAt = now + place.paceMs;
        return place;
      }
      place.share.left += 1;
      this.#leave(place);
      if (place.nextAt > deadline) throw tooBusy(place.nextAt - now, 'busy');
    }
  }

  /** An invocation has an end: what it cannot ask any more is told when to come again. */
  #deadline(now: number): number {
    this.#askedSince ??= now;
    const end = this.#askedSince + this.#ports.askingMs;
    if (now > end) throw tooBusy(SOON_MS, 'busy');
    return Math.min(end, now + LONGEST_WAIT_MS);
  }

  /** Nobody jumps the line. */
  #occupied(): Place | undefined {
    this.#rounds += 1;
    return this.#line.isEmpty ? this.#held.occupy(this.#ports.now()) : undefined;
  }

  #queued(deadline: number): Promise<Place> {
    const place = this.#line.join(deadline);
    this.#fetch();
    return place;
  }

  #leave(place: Place): void {
    place.isBusy = false;
    this.#serve();
    if (!this.#line.isEmpty) this.#fetch();
    else if (!this.#held.isBusy) this.#rest();
  }

  #serve(): void {
    while (!this.#line.isEmpty) {
      const place = this.#held.occupy(this.#ports.now());
      if (!place) return;
      this.#line.call(place);
    }
  }

  /** Takes shares while somebody waits whom what is held does not serve. */
  #fetch(): void {
    if (this.#fetching) return;
    const { now } = this.#ports;
    if (this.#refusal && now() < this.#refusal.waitUntil && this.#held.isOfUse(now())) return;
    this.#fetching = this.#fetchForAll()
      .catch((error: unknown) => this.#line.fail(error))
      .finally(() => {
        this.#fetching = undefined;
        if (this.#line.isEmpty && !this.#held.isBusy) this.#rest();
      });
  }

  async #fetchForAll(): Promise<void> {
    while (!this.#line.isEmpty) {
      await this.#makeRoom();
      const refused = await this.#take();
      this.#serve();
      if (!refused) continue;
      if (this.#held.isOfUse(this.#ports.now())) return;
      if (refused.because === 'perDay') this.#ports.dayIsUsedUp();
      this.#line.turnAway(refused);
      if (!this.#line.isEmpty) await this.#waitFor(refused);
    }
  }

  /** Those who wait for a slot do not all look at the same moment. */
  #waitFor({ waitUntil, because }: Refused): Promise<unknown> {
    const { now, sleep, chance } = this.#ports;
    const wait = Math.max(1, waitUntil - now());
    return sleep(because === 'busy' ? wait * (0.5 + chance()) : wait);
  }

  /** Gives back what is spent. Whoever had all slots that there are, and its turn, lets the others in. */
  async #makeRoom(): Promise<void> {
    const { limits, now, sleep } = this.#ports;
    const hadAll = this.#held.slots >= slotsFor(limits);
    this.#giveBack('spent');
    await this.#returning;
    if (this.#held.slots > 0 || !hadAll || now() - this.#turnBegan < turnOf(limits)) return;
    this.#turnBegan = Infinity;
    await sleep(PAUSE_MS);
  }

  async #take(): Promise<Refused | undefined> {
    const { table, limits, purpose, longestRequestMs, now } = this.#ports;
    const { length: slots } = this.#line;
    const forMs = turnOf(limits) + longestRequestMs;
    const taken = await table.take({ limits, purpose, slots, requests: Math.max(BLOCK, slots), forMs });
    this.#refusal = taken.granted ? undefined : taken;
    if (!taken.granted) return taken;
    this.#turnBegan = Math.min(this.#turnBegan, now());
    const isClosed = now() < this.#closedUntil; // meanwhile
    this.#held.add(taken, isClosed ? -Infinity : taken.until - longestRequestMs);
    return undefined;
  }

  /** Gives back what nobody asks with any more, unless somebody does after all. */
  #rest(): void {
    const round = (this.#rounds += 1);
    this.#ports.remind(IDLE_MS, () => {
      if (round !== this.#rounds) return;
      this.#turnBegan = Infinity;
      this.#giveBack('all');
    });
  }

  #giveBack(which: 'all' | 'spent', closing?: Pick<GivenBack, 'closedUntil' | 'closedBecause'>): void {
    const { table, limits, now, warn } = this.#ports;
    const out = this.#held.takeOut(which, now());
    if (out.length === 0 && !closing) return;
    const returns = out.map(({ leaseId, left }) => ({ leaseId, unused: Number.isFinite(left) ? left : 0 }));
    // The answer of a write must never be lost over its share.
    this.#returning = this.#returning.then(() => table.giveBack({ limits, returns, ...closing }).catch(warn));
  }
}
