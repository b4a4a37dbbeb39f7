import type * as z from 'zod';
import type { CanonicalDebtor } from '../../../domain/canonical/debtor.ts';
import type { CanonicalProduct } from '../../../domain/canonical/product.ts';
import { debtorRecordSchema, type DebtorRecord } from '../../../domain/records/debtor.ts';
import { erpOrderRecordSchema, type ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import { invoiceRecordSchema, type InvoiceRecord } from '../../../domain/records/invoice.ts';
import { productRecordSchema, type ProductRecord } from '../../../domain/records/product.ts';
import { indexes, sorts, type IndexKey } from './keys.ts';
import { recordIdOf } from './record-ids.ts';
import type { DebtorRow, InvoiceRow, ProductRow } from './rows.ts';

export type MirrorRecord = DebtorRecord | ProductRecord | InvoiceRecord | ErpOrderRecord;

/** How the records of one entity lie in the crm table: what lists show and by which keys they are found. */
export interface MirrorLayout<Held extends MirrorRecord> {
  readonly schema: z.ZodType<Held>;
  readonly head: (record: Held) => object;
  readonly index1: (record: Held) => IndexKey;
  readonly index2: (record: Held) => IndexKey | undefined;
}

/** JSON drops what is undefined; optional members need no condition here. */
const rowMeta = (record: MirrorRecord) => ({
  recordId: record.recordId,
  connectionId: record.connectionId,
  externalId: record.externalId,
  formerNumbers: record.formerNumbers,
  deletedAt: record.deletedAt,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  version: record.version,
});

export const debtorLayout: MirrorLayout<DebtorRecord> = {
  schema: debtorRecordSchema,
  head: (record) =>
    ({
      ...rowMeta(record),
      accountId: record.accountId,
      survivorId: record.survivorId,
      canonical: record.canonical,
    }) satisfies Loose<DebtorRow>,
  index1: (record) => nameKey('debtor', record),
  index2: ({ company, accountId, canonical, recordId }) =>
    accountId === undefined
      ? undefined
      : {
          partition: indexes.ofAccount(company, accountId),
          sort: sorts.debtorOfAccount(canonical.number ?? '', recordId),
        },
};

export const productLayout: MirrorLayout<ProductRecord> = {
  schema: productRecordSchema,
  head: (record) => ({ ...rowMeta(record), canonical: listed(record.canonical) }) satisfies Loose<ProductRow>,
  index1: (record) => nameKey('product', record),
  index2: () => undefined,
};

export const invoiceLayout: MirrorLayout<InvoiceRecord> = {
  schema: invoiceRecordSchema,
  head: (record) =>
    ({
      ...rowMeta(record),
      canonical: invoiceHead(record.canonical),
      lineCount: record.canonical?.lines.length ?? 0,
      flags: record.canonical?.flags ?? [],
    }) satisfies Loose<InvoiceRow>,
  index1: (record) => ({ partition: indexes.invoices(record.company), sort: dateKey(record) }),
  index2: (record) => {
    const partition = debtorPartition(record);
    return partition === undefined ? undefined : { partition, sort: dateKey(record) };
  },
};

export const erpOrderLayout: MirrorLayout<ErpOrderRecord> = {
  schema: erpOrderRecordSchema,
  head: (record) => ({ ...rowMeta(record), canonical: record.canonical }),
  index1: ({ company, canonical, recordId }) => ({
    partition: indexes.erpOrders(company),
    sort: sorts.byDate(canonical?.orderDate ?? '0000-00-00', recordId),
  }),
  index2: () => undefined,
};

type Loose<Row> = { [Name in keyof Row]: Row[Name] | undefined };

function nameKey(kind: 'debtor' | 'product', record: DebtorRecord | ProductRecord): IndexKey {
  const { name, number }: CanonicalDebtor | CanonicalProduct = record.canonical;
  return {
    partition: indexes.byName(record.company, kind),
    sort: sorts.byName(name ?? number ?? record.externalId, record.recordId),
  };
}

const listed = (product: CanonicalProduct) => ({ ...product, description: undefined, prices: undefined });

function invoiceHead(invoice: InvoiceRecord['canonical']): InvoiceRow['canonical'] {
  if (!invoice) return undefined;
  const { number, kind, status, voided, debtorExternalId, debtorNumber, documentDate } = invoice;
  const { postingDate, dueDate, currency, corrects, totals, payment } = invoice;
  return {
    ...{ number, kind, status, voided, debtorExternalId, debtorNumber, documentDate },
    ...{ postingDate, dueDate, currency, corrects, totals, payment },
  };
}

/** Posting date, else document date; a document without any sorts first and stays visible. */
const dateKey = ({ canonical, recordId }: InvoiceRecord): string =>
  sorts.byDate(canonical?.postingDate ?? canonical?.documentDate ?? '0000-00-00', recordId);

function debtorPartition({ company, connectionId, canonical }: InvoiceRecord): string | undefined {
  if (canonical?.debtorExternalId) {
    const debtorId = recordIdOf({ connectionId, entity: 'debtor', externalId: canonical.debtorExternalId });
    return indexes.ofDebtor(company, debtorId);
  }
  if (!canonical?.debtorNumber) return undefined;
  return indexes.ofDebtorNumber(company, { connectionId, number: canonical.debtorNumber });
}
