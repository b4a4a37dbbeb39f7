import { priceQuote, type PricedQuote } from '../../../domain/quotes/price-quote.ts';
import type { QuoteDraft } from '../../../domain/quotes/quote-draft.ts';
import { conflict } from '../../shared/http/problem.ts';
import { getCompanySettings } from '../../shared/store/company-settings.ts';
import type { Store } from '../../shared/store/store.ts';
import { assertFine } from '../refused.ts';
import { readSaleContext, type Sale } from './read-sale-context.ts';

/** Prices, VAT and totals of a draft; with anything wrong in it, all that is wrong as problems of their fields. */
export async function priceDraft(store: Store, sale: Sale, draft: QuoteDraft): Promise<PricedQuote> {
  const answer = priceQuote(draft, await readSaleContext(store, sale, draft.lines));
  if ('priced' in answer) return answer.priced;
  assertFine(answer.problems);
  throw new Error('A draft was not priced, and nothing is wrong with it.');
}

/** Nothing is sold by a firm that says nothing about itself: who sells decides on VAT. */
export async function settingsToSell(store: Store, company: string) {
  const settings = await getCompanySettings(store, company);
  if (settings) return settings;
  throw conflict(
    'The company has no settings yet: PUT /company-settings first, with seller, VAT and numbers.',
  );
}
