import { setTimeout as wait } from 'node:timers/promises';
import type { BudgetLimits } from '../../../domain/budget/take-share.ts';
import { ConcurrentChangeError, ErpUnavailableError } from '../../../domain/errors.ts';
import type { Budget } from '../erp/outbound/budget.ts';
import type { Share } from '../store/erp-budget.ts';

export interface BudgetPorts {
  readonly takeShare: (ask: { readonly limits: BudgetLimits; readonly now: number }) => Promise<Share>;
  readonly now: () => number;
  /** A share that could not be given back ends by itself; somebody should know all the same. */
  readonly warn: (error: unknown) => void;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** Within the right to send (30 s), and cheaper than an execution that waits. */
const LONGEST_WAIT_MS = 10_000;

/** One budget of an ERP for all workers: waits a little for a share, else says when to come again. */
export const sharedBudget = (ports: BudgetPorts, limits: BudgetLimits): Budget => ({
  run: async (work) => {
    const { release } = await shareOf(ports, limits);
    try {
      return await work();
    } finally {
      // The answer of a write must never be lost over its share.
      await release().catch(ports.warn);
    }
  },
});

async function shareOf(ports: BudgetPorts, limits: BudgetLimits): Promise<Extract<Share, { granted: true }>> {
  const until = ports.now() + LONGEST_WAIT_MS;
  for (;;) {
    const now = ports.now();
    const share = await ports.takeShare({ limits, now }).catch((error: unknown) => crowded(error, now));
    if (share.granted) return share;
    if (share.waitUntil > until) throw tooBusy(share.waitUntil - now);
    await (ports.sleep ?? wait)(Math.max(1, share.waitUntil - now));
  }
}

/** Many take at this very moment; nothing was sent yet. */
function crowded(error: unknown, now: number): Share {
  if (error instanceof ConcurrentChangeError) return { granted: false, waitUntil: now + 250 };
  throw error;
}

const tooBusy = (ms: number) =>
  new ErpUnavailableError('Our share of the ERP’s requests is used up for now.', {
    retryAfterSeconds: Math.max(1, Math.ceil(ms / 1_000)),
  });
