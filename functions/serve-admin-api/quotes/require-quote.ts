import type { Quote } from '../../../domain/records/quote.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getQuote } from '../../shared/store/quotes.ts';
import type { AdminPorts } from '../ports.ts';

export interface QuoteAddress {
  readonly company: string;
  readonly quoteId: string;
}

export async function requireQuote(
  { store }: Pick<AdminPorts, 'store'>,
  { company, quoteId }: QuoteAddress,
): Promise<Quote> {
  const quote = await getQuote(store, company, quoteId);
  if (!quote) throw notFound(`quote ${quoteId}`);
  return quote;
}
