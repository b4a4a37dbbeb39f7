import type { BudgetLimits, Purpose } from '../../../../domain/budget/limits.ts';
import type { ErpBudget } from '../../store/erp-budget.ts';

/** What a process needs for its part of a budget. */
export interface SharedBudgetPorts {
  readonly table: Pick<ErpBudget, 'take' | 'giveBack'>;
  readonly limits: BudgetLimits;
  readonly purpose: Purpose;
  /** From the moment a request may begin until its answer is there or given up. */
  readonly longestRequestMs: number;
  /** How long an invocation asks, from its first request on. */
  readonly askingMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Calls back later, unless the process has nothing else to do any more. */
  readonly remind: (ms: number, call: () => void) => void;
  /** At least 0, less than 1. */
  readonly chance: () => number;
  /** A share that could not be given back ends by itself; somebody should know all the same. */
  readonly warn: (error: unknown) => void;
  readonly dayIsUsedUp: () => void;
}
