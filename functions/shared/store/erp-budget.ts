import { ConcurrentChangeError } from '../../../domain/errors.ts';
import {
  budgetUseSchema,
  giveBack,
  takeShare as takeFrom,
  unusedBudget,
  type BudgetLimits,
  type BudgetUse,
} from '../../../domain/budget/take-share.ts';
import { uuidV7 } from '../platform/uuid-v7.ts';
import { getDocument, putDocument } from './documents.ts';
import { numberOf, type Item } from './items.ts';
import { keys } from './keys.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

/** `release` gives the place back; what is never given back ends by itself. */
export type Share =
  | { readonly granted: true; readonly release: () => Promise<void> }
  | { readonly granted: false; readonly waitUntil: number };

const MOST_ROUNDS = 12;

/** Takes a share of an ERP's budget, which all workers of all functions draw from (§5); `now` in epoch milliseconds. */
export async function takeShare(
  store: Store,
  connectionId: string,
  { limits, now }: { readonly limits: BudgetLimits; readonly now: number },
): Promise<Share> {
  const leaseId = uuidV7(now);
  let waitUntil: number | undefined;
  await changeUse(store, connectionId, (before) => {
    const taken = takeFrom(before, { limits, leaseId, now });
    waitUntil = 'waitUntil' in taken ? taken.waitUntil : undefined;
    return 'use' in taken ? taken.use : undefined;
  });
  if (waitUntil !== undefined) return { granted: false, waitUntil };
  const release = () => changeUse(store, connectionId, (before) => giveBack(before, leaseId));
  return { granted: true, release };
}

/** Changes what is stored if nobody else did meanwhile, else what they left; a change that comes to nothing writes nothing. */
async function changeUse(
  store: Store,
  connectionId: string,
  change: (before: BudgetUse) => BudgetUse | undefined,
): Promise<void> {
  const key = keys.connectionBudget(connectionId);
  let item = await getDocument(store, key);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const version = item ? numberOf(item, 'version') : 0;
    const use = change(useOf(item));
    if (!use) return;
    const document = { key, version: version + 1, head: JSON.stringify(use) };
    const written = await putDocument(store, document, version === 0 ? 'absent' : version);
    if (written.written) return;
    item = written.current;
  }
  throw new ConcurrentChangeError(`The budget of ${connectionId} keeps changing.`);
}

const useOf = (item: Item | undefined): BudgetUse => (item ? readHead(budgetUseSchema, item) : unusedBudget);
