import type { ProductRecord } from '../../../domain/records/product.ts';
import { indexes } from './keys.ts';
import { productLayout } from './mirror-layout.ts';
import { getMirrored } from './mirror-records.ts';
import { listPage, type Listing, type Page, type PageRequest } from './pages.ts';
import { isLike } from './row-filters.ts';
import { productRowSchema, type ProductRow } from './rows.ts';
import { byNumberOr } from './rows-by-number.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

export interface ProductFilter {
  readonly company: string;
  /** Part of name or number (also a former one). */
  readonly text?: string | undefined;
  readonly number?: string | undefined;
  readonly kind?: string | undefined;
  readonly status?: string | undefined;
  readonly group?: string | undefined;
  readonly connectionId?: string | undefined;
  /** Tombstones are shown only when asked for. */
  readonly deleted?: boolean | undefined;
}

export const getProduct = (
  store: Store,
  company: string,
  productId: string,
): Promise<ProductRecord | undefined> => getMirrored(store, productLayout, { company, recordId: productId });

/** By name; by number where an exact one is asked for. */
export function listProducts(
  store: Store,
  filter: ProductFilter,
  page: PageRequest,
): Promise<Page<ProductRow>> {
  const { company, number } = filter;
  const isWanted = (row: ProductRow) => matches(row, filter);
  const wanted = { company, entity: 'product' as const, number, page, schema: productRowSchema, isWanted };
  return byNumberOr(store, wanted, () => listPage(store, listingOf(store, filter), page));
}

const listingOf = (store: Store, filter: ProductFilter): Listing<ProductRow> => ({
  table: store.crm,
  index: 'gsi1',
  stretches: [{ partition: indexes.byName(filter.company, 'product') }],
  read: (item) => {
    const row = readHead(productRowSchema, item);
    return matches(row, filter) ? row : undefined;
  },
});

function matches(row: ProductRow, filter: ProductFilter): boolean {
  const { number, name, kind, status, group } = row.canonical;
  const numbers = [number, ...row.formerNumbers];
  return (
    (filter.deleted ?? false) === (row.deletedAt !== undefined) &&
    (filter.connectionId === undefined || filter.connectionId === row.connectionId) &&
    (filter.kind === undefined || filter.kind === kind) &&
    (filter.status === undefined || filter.status === status) &&
    (filter.group === undefined || filter.group === group) &&
    (filter.number === undefined || numbers.includes(filter.number)) &&
    isLike([name, ...numbers], filter.text)
  );
}
