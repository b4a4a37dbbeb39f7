import type * as z from 'zod';
import { documentOfAccountPrefix, indexes, type AccountDocument } from './keys.ts';
import { accountWithMerged } from './merged-accounts.ts';
import { listPage, type Listing, type Page, type PageRequest, type Stretch } from './pages.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

/** One list of the sale: those of an account where one is named, else the stretches of the first index. */
export interface SalesList<Row> {
  readonly company: string;
  readonly kind: AccountDocument;
  readonly accountId: string | undefined;
  readonly stretches: readonly Stretch[];
  readonly schema: z.ZodType<Row>;
  readonly isWanted: (row: Row) => boolean;
  readonly ascending?: boolean;
}

/** The latest first, unless asked for otherwise; of an account and all that were merged into it, one after the other. */
export const listSales = async <Row>(
  store: Store,
  list: SalesList<Row>,
  page: PageRequest,
): Promise<Page<Row>> =>
  listPage(store, { ...readingOf(store, list), ...(await placeOf(store, list)) }, page);

const readingOf = <Row>(
  store: Store,
  { schema, isWanted, ascending }: SalesList<Row>,
): Pick<Listing<Row>, 'table' | 'descending' | 'read'> => ({
  table: store.crm,
  descending: !ascending,
  read: (item) => {
    const row = readHead(schema, item);
    return isWanted(row) ? row : undefined;
  },
});

async function placeOf<Row>(
  store: Store,
  { company, kind, accountId, stretches }: SalesList<Row>,
): Promise<Pick<Listing<Row>, 'index' | 'stretches'>> {
  if (accountId === undefined) return { index: 'gsi1', stretches };
  const accountIds = await accountWithMerged(store, company, accountId);
  const prefix = documentOfAccountPrefix(kind);
  return {
    index: 'gsi2',
    stretches: accountIds.map((id) => ({ partition: indexes.ofAccount(company, id), prefix })),
  };
}

/** True where nothing is asked for, or exactly this. */
export const isAsked = (wanted: string | undefined, value: string | null | undefined): boolean =>
  wanted === undefined || wanted === value;
