import type { PricedQuote } from '../../../domain/quotes/price-quote.ts';
import type { QuoteDraft } from '../../../domain/quotes/quote-draft.ts';
import type { DocumentLocale } from '../../../domain/records/quote.ts';
import { requireOpenAccount } from '../accounts/require-account.ts';
import type { AdminPorts } from '../ports.ts';
import { priceDraft, settingsToSell } from './price-draft.ts';

export interface PriceWish extends QuoteDraft {
  readonly accountId: string;
  readonly date?: string | undefined;
  readonly currency?: string | undefined;
  readonly locale?: DocumentLocale | undefined;
}

export interface TriedPrice extends PricedQuote {
  readonly currency: string;
}

/** What a quote would say, without one. */
export async function tryPrice(ports: AdminPorts, company: string, wish: PriceWish): Promise<TriedPrice> {
  const settings = await settingsToSell(ports.store, company);
  const account = await requireOpenAccount(ports.store, company, wish.accountId);
  const currency = wish.currency ?? settings.currency;
  const sale = {
    ...{ account, settings, currency },
    date: wish.date ?? ports.today(),
    locale: wish.locale ?? settings.locale,
  };
  return { ...(await priceDraft(ports.store, sale, wish)), currency };
}
