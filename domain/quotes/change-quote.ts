import type { Quote, QuoteState } from '../records/quote.ts';
import { refuse, type Refused } from '../refusal.ts';

export type QuoteAction = 'edit' | 'send' | 'revise' | 'accept' | 'decline' | 'expire';

/** What can be done with a quote, and what it is then; everything else is refused (O-2). */
const NEXT: Readonly<Record<QuoteState, Partial<Record<QuoteAction, QuoteState>>>> = {
  draft: { edit: 'draft', send: 'sent', decline: 'declined' },
  sent: { revise: 'superseded', accept: 'accepted', decline: 'declined', expire: 'expired' },
  expired: { revise: 'superseded', decline: 'declined' },
  declined: { revise: 'superseded' },
  accepted: {},
  superseded: {},
};

const SENTENCES: Readonly<Record<QuoteState, (quote: Quote) => string>> = {
  draft: () => 'The quote is a draft that was not sent yet; edit it or send it.',
  sent: () => 'The quote was sent and stays as it is; revise it to change it.',
  expired: ({ validUntil }) => `The quote was valid until ${validUntil}; revise it to offer it again.`,
  declined: () => 'The quote was declined; revise it to offer it again.',
  accepted: ({ orderId }) => `The quote was accepted and became order ${orderId ?? ''}.`,
  superseded: ({ supersededBy }) => `The quote was replaced by revision ${supersededBy ?? ''}; use that one.`,
};

export const isPossible = (quote: Pick<Quote, 'state'>, action: QuoteAction): boolean =>
  NEXT[quote.state][action] !== undefined;

/** The state after the action; the refusal says what the quote is and what can be done instead. */
export function nextQuoteState(quote: Quote, action: QuoteAction): { next: QuoteState } | Refused {
  const next = NEXT[quote.state][action];
  return next ? { next } : refuse(`quote-is-${quote.state}`, SENTENCES[quote.state](quote));
}

export interface Moment {
  readonly now: string;
  /** The day it is in the company's time zone. */
  readonly today: string;
}

export type ChangedQuote = { readonly changed: Quote } | Refused;

export function sendQuote(quote: Quote, { now, today }: Moment): ChangedQuote {
  const answer = nextQuoteState(quote, 'send');
  if ('refused' in answer) return answer;
  if (quote.validUntil < today) {
    return refuse('validity-over', `It is valid until ${quote.validUntil} only; extend it, then send it.`);
  }
  return { changed: { ...quote, state: answer.next, sentAt: now } };
}

export function declineQuote(
  quote: Quote,
  { reason, now }: { readonly reason: string; readonly now: string },
): ChangedQuote {
  const answer = nextQuoteState(quote, 'decline');
  if ('refused' in answer) return answer;
  if (!reason.trim()) return refuse('reason-missing', 'Say why the quote was declined.', 'reason');
  return { changed: { ...quote, state: answer.next, decidedAt: now, declinedReason: reason } };
}

/** Undefined where there is nothing to do: it was never sent, was decided, or is still valid. */
export function expireQuote(quote: Quote, { now, today }: Moment): Quote | undefined {
  if (!isPossible(quote, 'expire') || !isPastValidity(quote, today)) return undefined;
  return { ...quote, state: 'expired', decidedAt: now };
}

/** Expired by its date, whether that was noted or not. */
export const refuseExpired = (quote: Quote): Refused => refuse('quote-is-expired', SENTENCES.expired(quote));

/** The last day of validity is a day on which it can be accepted. */
export const isPastValidity = ({ validUntil }: Pick<Quote, 'validUntil'>, today: string): boolean =>
  validUntil < today;
