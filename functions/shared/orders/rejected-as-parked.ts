import { ErpRejectedError, ErpUnavailableError, OrderRejectedError } from '../../../domain/errors.ts';
import { parkedStep, type ParkedStep } from './order-step.ts';

/** How soon an ERP that did not answer a question is asked again, unless it said so itself. */
const ASK_AGAIN_SECONDS = 60;

type Waiting = { readonly outcome: 'wait'; readonly until: string };

/** What a person must mend parks the order, and an ERP that is away is waited for; anything else is a bug and stays an error. */
export async function rejectedAsParked<Outcome>(
  now: () => number,
  work: () => Promise<Outcome>,
): Promise<Outcome | ParkedStep | Waiting> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OrderRejectedError)
      return parkedStep({
        code: error.code,
        reason: error.message,
        ...(error.field !== undefined && { field: error.field }),
      });
    if (error instanceof ErpRejectedError) return parkedStep({ code: 'erp-rejected', reason: error.message });
    if (error instanceof ErpUnavailableError) return waitFor(now(), error.retryAfterSeconds);
    throw error;
  }
}

const waitFor = (nowMs: number, seconds = ASK_AGAIN_SECONDS): Waiting => ({
  outcome: 'wait',
  until: new Date(nowMs + Math.max(seconds, 1) * 1_000).toISOString(),
});
