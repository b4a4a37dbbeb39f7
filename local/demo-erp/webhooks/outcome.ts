import type { Delivery } from './deliveries.ts';

/** What becomes of a delivery after an attempt. */
export type Outcome =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'unsubscribed' };

export interface RetryRule {
  readonly firstMilliseconds: number;
  readonly longestMilliseconds: number;
  readonly giveUpAfterMilliseconds: number;
}

/**
 * Business Central's policy. 408, 429, 5xx and no answer are tried again, each time after twice the wait, for 36 hours;
 * any other failure costs the subscription.
 */
export function outcomeOf(
  status: number | 'unreachable',
  { attempt, firstAt }: Pick<Delivery, 'attempt' | 'firstAt'>,
  { now, rule }: { now: number; rule: RetryRule },
): Outcome {
  if (status !== 'unreachable' && status >= 200 && status < 300) return { kind: 'arrived' };
  const isTemporary = status === 'unreachable' || status === 408 || status === 429 || status >= 500;
  if (!isTemporary) return { kind: 'unsubscribed' };
  const at = now + Math.min(rule.firstMilliseconds * 2 ** attempt, rule.longestMilliseconds);
  return at > firstAt + rule.giveUpAfterMilliseconds ? { kind: 'given-up' } : { kind: 'retry', at };
}
