import { setTimeout as wait } from 'node:timers/promises';
import type { Purpose } from '../../../domain/budget/limits.ts';
import { credentialOf } from '../erp/budget/credential.ts';
import { SharedBudget } from '../erp/budget/shared-budget.ts';
import { httpRules, type ErpAccess } from '../erp/fetch/erp-access.ts';
import type { ErpBudgets } from '../erp/open-erp.ts';
import { failureLog } from '../platform/failure-log.ts';
import { count, logger } from '../platform/observability.ts';
import { budgetItem, erpBudget } from '../store/erp-budget.ts';
import type { Store } from '../store/store.ts';

/** The parts of this process in the budgets of all ERPs that it asks. */
export interface ProcessBudgets extends ErpBudgets {
  /** Gives everything back; for the end of an invocation, after which the process may sleep. */
  settle(): Promise<void>;
}

export interface Asking {
  readonly purpose: Purpose;
  /** How long an invocation asks at most, so that it ends in time; what it did not ask comes again. */
  readonly askingMs?: number;
}

/** One part for each credential: whoever in this process asks an ERP asks with it. */
export function processBudgets(store: Store, asking: Asking): ProcessBudgets {
  const parts = new Map<string, SharedBudget>();
  return {
    of(access) {
      const credential = credentialOf(access);
      const part = parts.get(credential) ?? newPart(store, { credential, access, asking });
      parts.set(credential, part);
      return part;
    },
    async settle() {
      await Promise.all([...parts.values()].map((part) => part.settle()));
    },
  };
}

interface Part {
  readonly credential: string;
  readonly access: ErpAccess;
  readonly asking: Asking;
}

const clock = { now: Date.now, sleep: (ms: number) => wait(ms), chance: Math.random };

function newPart(store: Store, { credential, access, asking }: Part): SharedBudget {
  const { connectionId } = access.connection;
  return new SharedBudget({
    ...clock,
    table: erpBudget(budgetItem(store, credential), clock),
    ...{ limits: httpRules(access).budget, longestRequestMs: longestRequestMs(access) },
    ...{ askingMs: Infinity, ...asking },
    remind: (ms, call) => void setTimeout(call, ms).unref(),
    warn: (error) => failureLog(logger).note(error, { connectionId }),
    dayIsUsedUp: () => count('erp-day-used-up'),
  });
}

const longestRequestMs = (access: ErpAccess): number => {
  const { outbound } = access.connector.manifest;
  return 1_000 * Math.max(httpRules(access).timeoutSeconds, outbound?.writing.timeoutSeconds ?? 0);
};
