import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { budgetUseSchema, unusedBudget, type BudgetUse } from '../../../domain/budget/budget-use.ts';
import { giveBack, type GivenBack } from '../../../domain/budget/give-back.ts';
import { takeShare, type Ask, type Refused, type Share } from '../../../domain/budget/take-share.ts';
import { uuidV7 } from '../platform/uuid-v7.ts';
import { getDocument, putDocument } from './documents.ts';
import { numberOf, type Item } from './items.ts';
import { keys } from './keys.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

export type TakenShare =
  | ({ readonly granted: true; readonly leaseId: string } & Share)
  | ({ readonly granted: false } & Refused);

/** What is wanted, and for how long at most. */
export type Wanted = Pick<Ask, 'limits' | 'purpose' | 'slots' | 'requests'> & { readonly forMs: number };
export type Returned = Omit<GivenBack, 'now'>;

/** The budget that all workers of all functions share (§5), as one of them sees it. */
export interface ErpBudget {
  take(wanted: Wanted): Promise<TakenShare>;
  giveBack(returned: Returned): Promise<void>;
}

export interface BudgetVersion {
  /** Zero: nobody has asked this ERP yet. */
  readonly version: number;
  readonly use: BudgetUse;
}

/** Where it is kept. What is put counts only if nobody was faster; else the answer is what they left. */
export interface BudgetItem {
  read(): Promise<BudgetVersion>;
  put(next: BudgetVersion): Promise<BudgetVersion | 'written'>;
}

export const budgetItem = (store: Store, credential: string): BudgetItem => {
  const key = keys.erpBudget(credential);
  return {
    read: async () => versionOf(await getDocument(store, key)),
    async put({ version, use }) {
      const document = { key, version, head: JSON.stringify(use) };
      const written = await putDocument(store, document, version === 1 ? 'absent' : version - 1);
      return written.written ? 'written' : versionOf(written.current);
    },
  };
};

const versionOf = (item: Item | undefined): BudgetVersion =>
  item
    ? { version: numberOf(item, 'version'), use: readHead(budgetUseSchema, item) }
    : { version: 0, use: unusedBudget };

const MOST_ROUNDS = 15;
/** Times the rounds that were lost so far, times chance: those who met do not meet again. */
const APART_MS = 10;

/** What keeps those apart who change it at the same moment. */
export interface BudgetClock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** At least 0, less than 1. */
  readonly chance: () => number;
}

/** One write takes, one gives back. */
export function erpBudget(item: BudgetItem, clock: BudgetClock): ErpBudget {
  const shared = new SharedUse(item, clock);
  const { now } = clock;

  async function taken(leaseId: string, wanted: Wanted): Promise<TakenShare> {
    let answer: TakenShare = crowded(now());
    const isDone = await shared.change((use) => {
      const at = now();
      const result = takeShare(use, { ...wanted, leaseId, now: at, until: at + wanted.forMs });
      answer = 'use' in result ? { granted: true, leaseId, ...result.share } : { granted: false, ...result };
      return 'use' in result ? result.use : undefined;
    });
    return isDone ? answer : crowded(now());
  }

  return {
    async take(wanted) {
      const leaseId = uuidV7(now());
      const answer = await taken(leaseId, wanted);
      // Others may have given something back since we looked.
      return answer.granted || !shared.doubt() ? answer : taken(leaseId, wanted);
    },
    async giveBack(returned) {
      const isDone = await shared.change((use) => giveBack(use, { ...returned, now: now() }));
      if (!isDone) throw new ConcurrentChangeError('The budget of an ERP keeps changing.');
    },
  };
}

/**
 * The use as one process knows it. Whoever was the last to change it need not read it again; whoever had a rival the last time reads first, because a
 * write in vain costs more than a read.
 */
class SharedUse {
  readonly #item: BudgetItem;
  readonly #clock: BudgetClock;
  #known: BudgetVersion | undefined;
  #hasRivals = false;
  /** Nobody can have changed it since: it was read for the change that just ended. */
  #isFresh = false;

  constructor(item: BudgetItem, clock: BudgetClock) {
    this.#item = item;
    this.#clock = clock;
  }

  /** Changes what is there if nobody else does meanwhile, else what they left. False: too many were faster. */
  async change(to: (use: BudgetUse) => BudgetUse | undefined): Promise<boolean> {
    const { sleep, chance } = this.#clock;
    this.#isFresh = false;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = await this.#latest();
      const use = to(before.use);
      if (!use || use === before.use) return true;
      if (await this.#put({ version: before.version + 1, use })) return true;
      await sleep(chance() * APART_MS * round);
    }
    return false;
  }

  /** Whether what the last change was based on may be old; the next one reads it anew. */
  doubt(): boolean {
    this.#hasRivals ||= !this.#isFresh;
    return !this.#isFresh;
  }

  async #latest(): Promise<BudgetVersion> {
    if (this.#known && (this.#isFresh || !this.#hasRivals)) return this.#known;
    const last = this.#known;
    this.#known = await this.#item.read();
    this.#isFresh = true;
    this.#hasRivals = last !== undefined && this.#known.version !== last.version;
    return this.#known;
  }

  async #put(next: BudgetVersion): Promise<boolean> {
    const answer = await this.#item.put(next);
    this.#known = answer === 'written' ? next : answer;
    if (answer === 'written') return true;
    this.#isFresh = true; // the refusal brought what is there now
    this.#hasRivals = true;
    return false;
  }
}

/** Many take at this very moment. */
const crowded = (now: number): TakenShare => ({ granted: false, waitUntil: now + 250, because: 'busy' });
