import type { Quote } from '../records/quote.ts';
import type { Refused } from '../refusal.ts';
import { nextQuoteState, type Moment } from './change-quote.ts';

const DAY_MS = 86_400_000;

/** The last day on which a quote of this date can be accepted. */
export const validUntilFrom = (documentDate: string, days: number): string =>
  new Date(Date.parse(documentDate) + days * DAY_MS).toISOString().slice(0, 10);

export interface Revision extends Moment {
  readonly quoteId: string;
  readonly validDays: number;
}

/** A new draft with the same lines at the same prices (P-3), and the former revision, which it replaces (O-2). */
export function reviseQuote(
  quote: Quote,
  { quoteId, now, today, validDays }: Revision,
): { readonly revision: Quote; readonly superseded: Quote } | Refused {
  const answer = nextQuoteState(quote, 'revise');
  if ('refused' in answer) return answer;
  const revision: Quote = {
    ...undecided(quote),
    ...{ quoteId, revision: quote.revision + 1, state: 'draft', supersedes: quote.quoteId },
    ...{ documentDate: today, validUntil: validUntilFrom(today, validDays) },
    ...{ createdAt: now, updatedAt: now, version: 1 },
  };
  return { revision, superseded: { ...quote, state: answer.next, supersededBy: quoteId } };
}

function undecided(quote: Quote): Quote {
  const open = { ...quote };
  delete open.sentAt;
  delete open.decidedAt;
  delete open.declinedReason;
  return open;
}
