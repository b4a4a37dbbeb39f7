import type { Refusal } from '../../domain/refusal.ts';
import { reasonOfFailure } from '../shared/platform/reason-of-failure.ts';
import type { ParkOrder } from './park-order.ts';

const LONGEST = 2_000;

/** The sentence a person reads. What nobody foresaw is an operator's task, who has the alarm and the log. */
export function reasonOfStop(why: ParkOrder['why']): Refusal {
  if ('failure' in why) {
    const said = reasonOfFailure(why.failure).slice(0, 300);
    return {
      code: 'internal-error',
      reason: `Orderseam itself failed and the operator was alarmed: ${said} Nothing was handed over twice; release the order once it is mended.`,
    };
  }
  const { code, reason, field } = why;
  return { code, reason: reason.slice(0, LONGEST), ...(field && { field }) };
}
