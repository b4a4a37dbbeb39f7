import { acceptQuote, type Acceptance } from '../../../domain/orders/accept-quote.ts';
import { splitOrder, type Split } from '../../../domain/orders/split-order.ts';
import { priceQuote, type PricedQuote } from '../../../domain/quotes/price-quote.ts';
import type { QuoteDraft, SaleContext } from '../../../domain/quotes/quote-draft.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { Quote } from '../../../domain/records/quote.ts';
import { aSale } from './a-sale.ts';

/** Fails the test where the draft has problems. */
export function priced(draft: QuoteDraft, context: SaleContext = aSale()): PricedQuote {
  const answer = priceQuote(draft, context);
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.priced;
}

/** A sent quote of one desk as the rules make it, valid until the end of April. */
export function aPricedQuote(fields: Partial<Quote> = {}, draft?: QuoteDraft, context = aSale()): Quote {
  return {
    ...{ company: 'acme', createdAt: '2026-03-15T08:00:00Z', updatedAt: '2026-03-15T08:00:00Z', version: 1 },
    ...{ quoteId: 'quo_first', quoteNumber: 'Q-2026-00001', revision: 1, state: 'sent', title: 'Office' },
    ...{ accountId: 'acc_anna', locale: context.locale, currency: context.currency },
    ...{ documentDate: '2026-03-15', validUntil: '2026-04-30', sentAt: '2026-03-15T09:00:00Z' },
    ...priced(draft ?? { lines: [{ kind: 'product', product: '1000' }] }, context),
    ...fields,
  };
}

export const anAcceptance = (fields: Partial<Acceptance> = {}): Acceptance => ({
  ...{ orderDate: '2026-04-01', by: 'anna', today: '2026-04-01', customerReference: 'PO 77' },
  ...fields,
});

/** Fails the test where the acceptance is refused. */
export function accepted(quote: Quote, acceptance: Partial<Acceptance> = {}): Split {
  const answer = acceptQuote(quote, anAcceptance(acceptance));
  if ('refused' in answer) throw new Error(answer.refused.reason);
  return splitOrder(quote, answer.accepted, {
    now: '2026-04-01T10:00:00Z',
    order: { id: 'ord_first', number: 'O-2026-00001' },
    agreement: { id: 'agr_first', number: 'A-2026-00001' },
    project: { id: 'prj_first', number: 'P-2026-00001' },
  });
}

/** The order that the rules make of that quote. */
export const anAcceptedOrder = (fields: Partial<Order> = {}): Order => ({
  ...accepted(aPricedQuote()).order,
  ...fields,
});
