import type { BudgetLimits, Purpose } from '../../../domain/budget/limits.ts';
import { ErpUnavailableError } from '../../../domain/errors.ts';
import { unusedBudget } from '../../../domain/budget/budget-use.ts';
import { SharedBudget } from '../../../functions/shared/erp/budget/shared-budget.ts';
import {
  erpBudget,
  type BudgetItem,
  type BudgetVersion,
} from '../../../functions/shared/store/erp-budget.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

export const LONGEST_REQUEST_MS = 3_000;
/** So many answers of the table. */
const LOST = 0.1;

/** A request as the ERP saw it, in true time. */
export interface Seen {
  readonly worker: string;
  readonly at: number;
  readonly until: number;
}

export interface WorkerPlan {
  readonly purpose: Purpose;
  /** Milliseconds by which its clock is wrong. */
  readonly skew: number;
  readonly jobs: readonly Job[];
  /** Dies at this time after the start. */
  readonly diesAt?: number | undefined;
}

/** A step or invocation: so many requests, some at a time, each taking so long. */
export interface Job {
  readonly after: number;
  readonly requests: number;
  readonly width: number;
  readonly takes: number;
}

/** A process with its part of the budget; once it is dead, nothing in it ever goes on. */
export interface Process {
  readonly worker: string;
  readonly budget: SharedBudget;
  readonly isDead: () => boolean;
}

const never = new Promise<never>(() => undefined);

/** Any number of processes with one budget between them, on an ERP that notes who asked when. */
export class BudgetWorld {
  readonly time: VirtualTime = virtualTime();
  readonly seen: Seen[] = [];
  readonly refused: { readonly worker: string; readonly seconds: number | undefined }[] = [];
  readonly warnings: unknown[] = [];
  writes = 0;
  reads = 0;
  dayUsedUp = 0;
  askingMs = Infinity;
  readonly #limits: BudgetLimits;
  readonly #chance: () => number;
  #stored: BudgetVersion = { version: 0, use: unusedBudget };

  constructor(limits: BudgetLimits, chance: () => number = () => 0.5) {
    this.#limits = limits;
    this.#chance = chance;
  }

  process(worker: string, purpose: Purpose, given: { skew?: number; isDead?: () => boolean } = {}): Process {
    const { skew = 0, isDead = () => false } = given;
    const now = () => this.time.now() + skew;
    const alive = async <Value>(value: Promise<Value>): Promise<Value> => {
      const settled = await value;
      return isDead() ? never : settled;
    };
    const item = this.#item();
    const clock = { now, sleep: (ms: number) => alive(this.time.sleep(ms)), chance: () => this.#chance() };
    const budget = new SharedBudget({
      ...{ limits: this.#limits, purpose, longestRequestMs: LONGEST_REQUEST_MS, askingMs: this.askingMs },
      ...clock,
      table: erpBudget({ read: () => alive(item.read()), put: (next) => alive(item.put(next)) }, clock),
      remind: (ms, call) => void alive(this.time.sleep(ms)).then(call),
      warn: (error) => void this.warnings.push(error),
      dayIsUsedUp: () => void (this.dayUsedUp += 1),
    });
    return { worker, budget, isDead };
  }

  /** The table: some milliseconds away, and now and then an answer is lost on the way back, so that the SDK asks again. */
  #item(): BudgetItem {
    return {
      read: async () => {
        this.reads += 1;
        await this.time.sleep(2);
        const found = this.#stored;
        await this.time.sleep(3);
        return found;
      },
      put: async (next) => {
        this.writes += 1;
        await this.time.sleep(4);
        const isWritten = this.#put(next);
        await this.time.sleep(3);
        if (!isWritten) return this.#stored;
        if (this.#chance() >= LOST) return 'written';
        await this.time.sleep(20);
        return this.#stored;
      },
    };
  }

  #put(next: BudgetVersion): boolean {
    if (next.version !== this.#stored.version + 1) return false;
    this.#stored = structuredClone(next);
    return true;
  }

  /** One request; a refused one is noted. `closes`: the ERP answers that it wants a pause of so many seconds. */
  async ask({ worker, budget, isDead }: Process, takes: number, closes = 0): Promise<void> {
    try {
      await budget.run(async () => {
        const at = this.time.now();
        this.seen.push({ worker, at, until: at + takes });
        await this.time.sleep(takes);
        if (isDead()) await never;
        budget.closeFor(closes, 'The ERP answered 429.');
      });
    } catch (error) {
      if (!(error instanceof ErpUnavailableError)) throw error;
      this.refused.push({ worker, seconds: error.retryAfterSeconds });
    }
  }

  async work(worker: string, { purpose, skew, jobs, diesAt = Infinity }: WorkerPlan): Promise<void> {
    const dies = this.time.now() + diesAt;
    const isDead = () => this.time.now() >= dies;
    const process = this.process(worker, purpose, { skew, isDead });
    for (const { after, requests, width, takes } of jobs) {
      await this.time.sleep(after);
      if (isDead()) return;
      let left = requests;
      const oneAfterTheOther = async () => {
        for (; left > 0; left -= 1) await this.ask(process, takes);
      };
      await Promise.all(Array.from({ length: width }, oneAfterTheOther));
      await process.budget.settle();
    }
  }

  /** The most requests that were under way at one moment. */
  mostAtOnce(): number {
    const moments = this.seen.map(
      ({ at }) => this.seen.filter((one) => one.at <= at && at < one.until).length,
    );
    return Math.max(0, ...moments);
  }

  /** The shortest time in which more requests than `count` began. */
  shortestWindowOfMoreThan(count: number): number {
    const times = this.seen.map(({ at }) => at).sort((one, other) => one - other);
    const spans = times.flatMap((time, index) => {
      const next = times[index + count];
      return next === undefined ? [] : [next - time];
    });
    return Math.min(Infinity, ...spans);
  }
}
