import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { getDocument } from './documents.ts';
import { indexes, keys } from './keys.ts';
import { debtorLayout } from './mirror-layout.ts';
import { getMirrored } from './mirror-records.ts';
import { listPage, type Listing, type Page, type PageRequest } from './pages.ts';
import { debtorRowSchema, type DebtorRow } from './rows.ts';
import { isLike } from './row-filters.ts';
import { byNumberOr } from './rows-by-number.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

export interface DebtorFilter {
  readonly company: string;
  /** Debtors linked to this account. */
  readonly accountId?: string | undefined;
  /** Part of name, number (also a former one), VAT id or e-mail address. */
  readonly text?: string | undefined;
  /** The exact number, present or former (D-6). */
  readonly number?: string | undefined;
  readonly blocked?: boolean | undefined;
  readonly linked?: boolean | undefined;
  readonly connectionId?: string | undefined;
  /** Tombstones and merged ones are shown only when asked for. */
  readonly deleted?: boolean | undefined;
}

export const getDebtor = (
  store: Store,
  company: string,
  debtorId: string,
): Promise<DebtorRecord | undefined> => getMirrored(store, debtorLayout, { company, recordId: debtorId });

/** By name; by number where an exact one is asked for. */
export function listDebtors(store: Store, filter: DebtorFilter, page: PageRequest): Promise<Page<DebtorRow>> {
  const { company, number } = filter;
  const isWanted = (row: DebtorRow) => matches(row, { ...filter, number: undefined });
  const instead = filter.deleted ? undefined : (row: DebtorRow) => survivorRow(store, company, row);
  const wanted = {
    ...{ company, entity: 'debtor' as const, number, page, schema: debtorRowSchema },
    ...{ isWanted, instead },
  };
  return byNumberOr(store, wanted, () => listPage(store, listingOf(store, filter), page));
}

/** The number of a merged debtor leads to the one that stands for it (D-6). */
async function survivorRow(store: Store, company: string, row: DebtorRow): Promise<DebtorRow> {
  const seen = new Set<string>();
  let last = row;
  while (last.survivorId !== undefined && !seen.has(last.recordId)) {
    seen.add(last.recordId);
    const item = await getDocument(store, keys.record(company, last.survivorId));
    if (!item) return row;
    last = readHead(debtorRowSchema, item);
  }
  return last;
}

const listingOf = (store: Store, filter: DebtorFilter): Listing<DebtorRow> => ({
  table: store.crm,
  ...placeOf(filter),
  read: (item) => {
    const row = readHead(debtorRowSchema, item);
    return matches(row, filter) ? row : undefined;
  },
});

const placeOf = ({ company, accountId }: DebtorFilter) =>
  accountId === undefined
    ? { index: 'gsi1' as const, stretches: [{ partition: indexes.byName(company, 'debtor') }] }
    : {
        index: 'gsi2' as const,
        stretches: [{ partition: indexes.ofAccount(company, accountId), prefix: 'debtor#' }],
      };

const isGone = ({ deletedAt, survivorId }: DebtorRow): boolean =>
  deletedAt !== undefined || survivorId !== undefined;

function matches(row: DebtorRow, filter: DebtorFilter): boolean {
  const { number, name, name2, vatId, email, block = 'none' } = row.canonical;
  const numbers = [number, ...row.formerNumbers];
  return (
    (filter.deleted ?? false) === isGone(row) &&
    (filter.accountId === undefined || filter.accountId === row.accountId) &&
    (filter.connectionId === undefined || filter.connectionId === row.connectionId) &&
    (filter.linked === undefined || filter.linked === (row.accountId !== undefined)) &&
    (filter.blocked === undefined || filter.blocked === (block !== 'none')) &&
    (filter.number === undefined || numbers.includes(filter.number)) &&
    isLike([name, name2, vatId, email, ...numbers], filter.text)
  );
}
