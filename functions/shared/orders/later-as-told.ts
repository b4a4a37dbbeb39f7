import { ErpUnavailableError } from '../../../domain/errors.ts';
import type { StepOutcome } from './order-step.ts';

/**
 * Where the ERP, or its used up budget, says when to come again, the step is asked again then. Where it does not, the error is thrown, and the machine's
 * own retries are for it.
 */
export async function laterAsTold(now: () => number, step: () => Promise<StepOutcome>): Promise<StepOutcome> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof ErpUnavailableError) || error.retryAfterSeconds === undefined) throw error;
    const until = now() + Math.max(1, error.retryAfterSeconds) * 1_000;
    return { outcome: 'wait', until: new Date(until).toISOString() };
  }
}
