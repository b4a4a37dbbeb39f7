import { quoteSchema, quoteStateSchema, type Quote, type QuoteState } from '../../../domain/records/quote.ts';
import { getWhole } from './get-whole.ts';
import { indexes } from './keys.ts';
import { prepareLarge, putLarge } from './large-records.ts';
import { writeNumbered } from './number-series.ts';
import { numberPut } from './numbers.ts';
import { listPage, type Page, type PageRequest } from './pages.ts';
import { quoteLayout } from './sales-layouts.ts';
import { isAsked, listSales } from './sales-lists.ts';
import { rowsNumbered } from './sales-numbers.ts';
import { quoteRowSchema, type QuoteRow } from './sales-rows.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';
import { writeTogether } from './transact.ts';

export interface QuoteFilter {
  readonly company: string;
  readonly state?: QuoteState | undefined;
  readonly accountId?: string | undefined;
  readonly opportunityId?: string | undefined;
  /** The exact number: all its revisions. */
  readonly quoteNumber?: string | undefined;
}

export const getQuote = (store: Store, company: string, quoteId: string): Promise<Quote | undefined> =>
  getWhole(store, quoteSchema, { company, recordId: quoteId });

/** Allocates the number and stores the quote as one; `make` may be asked again with the next number. */
export const createQuote = (
  store: Store,
  { company, series }: { readonly company: string; readonly series: string },
  make: (count: number) => Quote,
): Promise<Quote> =>
  writeNumbered(store, { company, series: [series] }, async (next) => {
    const quote = make(next(series));
    const { write, tidy } = await prepareLarge(store, quoteLayout, quote);
    return { made: quote, records: [write, numberPut(store, numberOf(quote))], tidy };
  });

/** `quote` carries the new version; the stored one must be the version before. */
export const updateQuote = (store: Store, quote: Quote): Promise<Quote> =>
  putLarge(store, quoteLayout, quote);

/** The new revision and the mark on the one it supersedes, as one. */
export async function reviseQuote(
  store: Store,
  { revision, superseded }: { readonly revision: Quote; readonly superseded: Quote },
): Promise<Quote> {
  const parts = await Promise.all(
    [revision, superseded].map((quote) => prepareLarge(store, quoteLayout, quote)),
  );
  const records = [...parts.map(({ write }) => write), numberPut(store, numberOf(revision))];
  await writeTogether(store, records);
  await Promise.all(parts.map(({ tidy }) => tidy()));
  return revision;
}

const numberOf = ({ company, quoteNumber, quoteId }: Quote) => ({
  ...{ company, number: quoteNumber, recordId: quoteId },
  entity: 'quote' as const,
});

/** By state, in each the last valid first; of an account the newest first; the revisions of a number, the last first. */
export async function listQuotes(
  store: Store,
  filter: QuoteFilter,
  page: PageRequest,
): Promise<Page<QuoteRow>> {
  const { company, state, accountId, quoteNumber } = filter;
  if (quoteNumber !== undefined) return revisionsOf(store, { ...filter, quoteNumber });
  const states = state === undefined ? quoteStateSchema.options : [state];
  return listSales(
    store,
    {
      ...{ company, kind: 'quote', accountId, schema: quoteRowSchema },
      stretches: states.map((each) => ({ partition: indexes.inState(company, 'quote', each) })),
      isWanted: (row) => matches(row, filter),
    },
    page,
  );
}

async function revisionsOf(
  store: Store,
  filter: QuoteFilter & { readonly quoteNumber: string },
): Promise<Page<QuoteRow>> {
  const { company, quoteNumber: number } = filter;
  const rows = await rowsNumbered(store, { company, entity: 'quote', number }, quoteRowSchema);
  const items = rows.filter((row) => matches(row, filter));
  return { items: items.toSorted((left, right) => right.revision - left.revision) };
}

const matches = (row: QuoteRow, { state, accountId, opportunityId, quoteNumber }: QuoteFilter): boolean =>
  isAsked(state, row.state) &&
  isAsked(opportunityId, row.opportunityId) &&
  (quoteNumber === undefined || isAsked(accountId, row.accountId));

/** Sent quotes whose last day is before `today`, the longest expired first. */
export const listExpired = (
  store: Store,
  { company, today }: { readonly company: string; readonly today: string },
  page: PageRequest,
): Promise<Page<QuoteRow>> =>
  listPage(
    store,
    {
      table: store.crm,
      index: 'gsi1',
      // Ids follow behind a `#`: a quote valid until today sorts after the bare date.
      stretches: [{ partition: indexes.inState(company, 'quote', 'sent'), from: '0000', to: today }],
      read: (item) => readHead(quoteRowSchema, item),
    },
    page,
  );
