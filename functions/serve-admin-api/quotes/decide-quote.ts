import {
  declineQuote,
  sendQuote,
  type ChangedQuote,
  type Moment,
} from '../../../domain/quotes/change-quote.ts';
import { reviseQuote } from '../../../domain/quotes/revise-quote.ts';
import type { Quote } from '../../../domain/records/quote.ts';
import { reviseQuote as storeRevision, updateQuote } from '../../shared/store/quotes.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed } from '../refused.ts';
import { settingsToSell } from './price-draft.ts';
import { quoteDocument } from './quote-document.ts';
import { requireQuote, type QuoteAddress } from './require-quote.ts';

const momentOf = (ports: Pick<AdminPorts, 'now' | 'today'>): Moment => ({
  now: ports.now().toISOString(),
  today: ports.today(),
});

/** Its document is made now, so that it says what was known when it was sent; sending again makes up for it where that failed. */
export async function send(ports: AdminPorts, address: QuoteAddress): Promise<Quote> {
  const quote = await requireQuote(ports, address);
  const sent =
    quote.state === 'sent' ? quote : await changed(ports, quote, sendQuote(quote, momentOf(ports)));
  await quoteDocument(ports, address);
  return sent;
}

/** Declining again changes nothing, not even the reason. */
export async function decline(ports: AdminPorts, address: QuoteAddress, reason: string): Promise<Quote> {
  const quote = await requireQuote(ports, address);
  if (quote.state === 'declined') return quote;
  return changed(ports, quote, declineQuote(quote, { reason, now: ports.now().toISOString() }));
}

export async function revise(ports: AdminPorts, address: QuoteAddress): Promise<Quote> {
  const quote = await requireQuote(ports, address);
  const settings = await settingsToSell(ports.store, address.company);
  const quoteId = `quo_${ports.newId()}`;
  const { revision, superseded } = allowed(
    reviseQuote(quote, { ...momentOf(ports), quoteId, validDays: settings.quoteValidDays }),
  );
  return storeRevision(ports.store, {
    revision,
    superseded: { ...superseded, ...nextVersionOf(ports, quote) },
  });
}

const changed = (ports: AdminPorts, quote: Quote, answer: ChangedQuote): Promise<Quote> =>
  updateQuote(ports.store, { ...allowed(answer).changed, ...nextVersionOf(ports, quote) });
