import { expireQuote } from '../../domain/quotes/change-quote.ts';
import { listCompanySettings } from '../shared/store/company-settings.ts';
import { getQuote, listExpired, updateQuote } from '../shared/store/quotes.ts';
import { everyRow } from '../shared/store/every-row.ts';
import type { QuoteRow } from '../shared/store/sales-rows.ts';
import type { Store } from '../shared/store/store.ts';

export interface ExpirePorts {
  readonly store: Store;
  /** The day in the company's time zone. */
  readonly today: () => string;
  readonly now: () => number;
}

export interface Expired {
  /** Whether all that is over has expired. */
  readonly done: boolean;
  readonly expired: number;
}

/** So many in one call; the state machine asks again. */
const MOST = 100;

/** Lets sent quotes expire whose last day has passed. One that is decided at the same moment is a ConcurrentChangeError: repeat. */
export async function expireQuotes(ports: ExpirePorts): Promise<Expired> {
  let expired = 0;
  for await (const row of rowsPastValidity(ports)) {
    if (expired === MOST) return { done: false, expired };
    if (await expire(ports, row)) expired += 1;
  }
  return { done: true, expired };
}

async function* rowsPastValidity({ store, today }: ExpirePorts): AsyncGenerator<QuoteRow> {
  for await (const { company } of everyRow((page) => listCompanySettings(store, page)))
    yield* everyRow((page) => listExpired(store, { company, today: today() }, page));
}

/** Lists follow a moment later than records: read anew, it may be decided already. */
async function expire(ports: ExpirePorts, { company, quoteId }: QuoteRow): Promise<boolean> {
  const quote = await getQuote(ports.store, company, quoteId);
  const now = new Date(ports.now()).toISOString();
  const expired = quote && expireQuote(quote, { now, today: ports.today() });
  if (!expired) return false;
  await updateQuote(ports.store, { ...expired, updatedAt: now, version: expired.version + 1 });
  return true;
}
