import { httpRules, type ErpAccess } from '../fetch/erp-access.ts';
import { processState } from '../fetch/process-state.ts';
import type { Budget } from './budget.ts';

/** Without a table to share: this process alone keeps to the number of requests at once. For trials, and where nobody else asks. */
export const ownSlots = (access: ErpAccess): Budget => ({
  run: (request) => withSlot(access, request),
  closeFor: () => undefined,
});

async function withSlot<T>(access: ErpAccess, work: () => Promise<T>): Promise<T> {
  const state = processState(access);
  if (state.running >= httpRules(access).budget.concurrency)
    await new Promise<void>((go) => state.waiting.push(go));
  else state.running += 1;
  try {
    return await work();
  } finally {
    const next = state.waiting.shift();
    if (next === undefined) state.running -= 1;
    else next(); // the slot goes on to the next one without becoming free
  }
}
