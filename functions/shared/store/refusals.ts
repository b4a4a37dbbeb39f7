import type { Item } from './items.ts';

/** A write found something else than it was made for; `item` is what stands there, where the write asked for it. */
export class ConditionFailedError extends Error {
  override readonly name = 'ConditionFailedError';
  readonly #item: Item | undefined;
  constructor(item?: Item) {
    super('The condition of a write did not hold.');
    this.#item = item;
  }

  /** Not a member: what is stored has no business in a log. */
  item(): Item | undefined {
    return this.#item;
  }
}

/** Nothing of the transaction was written; `reasons` are the service's codes, one per write, `None` where it was fine. */
export class TransactionCancelledError extends Error {
  override readonly name = 'TransactionCancelledError';
  readonly reasons: readonly (string | undefined)[];
  constructor(reasons: readonly (string | undefined)[]) {
    super(`A transaction was cancelled: ${reasons.join(', ')}.`);
    this.reasons = reasons;
  }
}
