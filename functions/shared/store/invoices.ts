import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import { getDebtor } from './debtors.ts';
import { indexes } from './keys.ts';
import { listLinkedDebtorIds } from './links.ts';
import { accountWithMerged } from './merged-accounts.ts';
import { mergedDebtors } from './merged-debtors.ts';
import { invoiceLayout } from './mirror-layout.ts';
import { getMirrored } from './mirror-records.ts';
import { listPage, type Listing, type Page, type PageRequest, type Stretch } from './pages.ts';
import { ownDebtorIdOf } from './record-ids.ts';
import { byNumberOr } from './rows-by-number.ts';
import { invoiceRowSchema, type InvoiceRow } from './rows.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

export interface InvoiceFilter {
  readonly company: string;
  readonly debtorId?: string | undefined;
  readonly accountId?: string | undefined;
  /** First and last posting date, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  /** The exact number, present or former (D-6). */
  readonly number?: string | undefined;
  readonly paymentState?: string | undefined;
  readonly flag?: string | undefined;
  readonly connectionId?: string | undefined;
  /** Tombstones are shown only when asked for. */
  readonly deleted?: boolean | undefined;
}

export const getInvoice = (
  store: Store,
  company: string,
  invoiceId: string,
): Promise<InvoiceRecord | undefined> => getMirrored(store, invoiceLayout, { company, recordId: invoiceId });

/** Newest first, of an account debtor by debtor; by number where nothing else narrows the list down. */
export function listInvoices(
  store: Store,
  filter: InvoiceFilter,
  page: PageRequest,
): Promise<Page<InvoiceRow>> {
  const { company, debtorId, accountId, from, to } = filter;
  const isNarrow = [debtorId, accountId, from, to].some((each) => each !== undefined);
  const isWanted = (row: InvoiceRow) => matches(row, filter);
  const number = isNarrow ? undefined : filter.number;
  const wanted = { company, entity: 'invoice' as const, number, page, schema: invoiceRowSchema, isWanted };
  return byNumberOr(store, wanted, async () =>
    listPage(store, { ...(await placeOf(store, filter)), ...readingOf(store, filter) }, page),
  );
}

const readingOf = (
  store: Store,
  filter: InvoiceFilter,
): Pick<Listing<InvoiceRow>, 'table' | 'descending' | 'read'> => ({
  table: store.crm,
  descending: true,
  read: (item) => {
    const row = readHead(invoiceRowSchema, item);
    return matches(row, filter) ? row : undefined;
  },
});

async function placeOf(
  store: Store,
  filter: InvoiceFilter,
): Promise<Pick<Listing<InvoiceRow>, 'index' | 'stretches'>> {
  const debtorIds = await debtorsOf(store, filter);
  if (!debtorIds) return { index: 'gsi1', stretches: [during(indexes.invoices(filter.company), filter)] };
  const stretches = await Promise.all(debtorIds.map((debtorId) => partitionsOf(store, filter, debtorId)));
  const partitions = new Set(stretches.flat());
  return { index: 'gsi2', stretches: [...partitions].map((partition) => during(partition, filter)) };
}

async function debtorsOf(
  store: Store,
  { company, accountId, debtorId }: InvoiceFilter,
): Promise<string[] | undefined> {
  if (accountId === undefined) return debtorId === undefined ? undefined : [debtorId];
  const [linked, accountIds] = await Promise.all([
    listLinkedDebtorIds(store, company, accountId),
    accountWithMerged(store, company, accountId),
  ]);
  const all = [...linked, ...accountIds.map(ownDebtorIdOf)];
  return debtorId === undefined ? all : all.filter((id) => id === debtorId);
}

/** Those of the debtor and of all that were merged into it (D-6). */
async function partitionsOf(
  store: Store,
  { company }: Pick<InvoiceFilter, 'company'>,
  debtorId: string,
): Promise<string[]> {
  const debtor = await getDebtor(store, company, debtorId);
  const merged = await mergedDebtors(store, { company, recordId: debtorId });
  const known = [...(debtor ? [debtor] : []), ...merged].flatMap(partitionsOfOne);
  return [indexes.ofDebtor(company, debtorId), ...known];
}

/** By the debtor's id, then by each number it had: some sources name debtors on invoices by number only. */
function partitionsOfOne({
  company,
  recordId,
  connectionId,
  canonical,
  formerNumbers,
}: DebtorRecord): string[] {
  const numbers = [canonical.number, ...formerNumbers].filter((number) => typeof number === 'string');
  const byNumber = numbers.map((number) => indexes.ofDebtorNumber(company, { connectionId, number }));
  return [indexes.ofDebtor(company, recordId), ...byNumber];
}

/** `~` sorts after every id, so that the last day is inside. */
const during = (partition: string, { from, to }: InvoiceFilter): Stretch =>
  from === undefined && to === undefined
    ? { partition }
    : { partition, from: from ?? '0000', to: `${to ?? '9999-12-31'}#~` };

function matches(row: InvoiceRow, filter: InvoiceFilter): boolean {
  return (
    (filter.deleted ?? false) === (row.deletedAt !== undefined) &&
    (filter.connectionId === undefined || filter.connectionId === row.connectionId) &&
    (filter.kind === undefined || filter.kind === row.canonical?.kind) &&
    (filter.paymentState === undefined || filter.paymentState === row.canonical?.payment?.state) &&
    (filter.flag === undefined || row.flags.some((flag) => flag === filter.flag)) &&
    (filter.number === undefined || [row.canonical?.number, ...row.formerNumbers].includes(filter.number))
  );
}
