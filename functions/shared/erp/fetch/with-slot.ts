import { httpRules, type ErpAccess } from './erp-access.ts';
import { processState } from './process-state.ts';

/** Runs `work` when one of the connection's slots is free: an ERP that allows five requests at once gets no sixth from here. */
export async function withSlot<T>(access: ErpAccess, work: () => Promise<T>): Promise<T> {
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
