import type { Entity } from '../../../domain/canonical/change.ts';
import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import { getDebtor } from '../../../functions/shared/store/debtors.ts';
import { getErpOrder } from '../../../functions/shared/store/erp-orders.ts';
import { getInvoice } from '../../../functions/shared/store/invoices.ts';
import type { MirrorRecord } from '../../../functions/shared/store/mirror-layout.ts';
import { getProduct } from '../../../functions/shared/store/products.ts';
import { recordIdOf, type SourceIdentity } from '../../../functions/shared/store/record-ids.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import type { Fields } from './story.ts';
import { without, type Truth } from './truth.ts';

type Get = (store: Store, company: string, recordId: string) => Promise<MirrorRecord | undefined>;
const getRecord: Readonly<Record<Entity, Get>> = {
  debtor: getDebtor,
  product: getProduct,
  invoice: getInvoice,
  order: getErpOrder,
};

export const recordOf = (
  store: Store,
  { company, ...identity }: SourceIdentity & { readonly company: string },
): Promise<MirrorRecord | undefined> => getRecord[identity.entity](store, company, recordIdOf(identity));

/** A record in the words of the truth. What Orderseam adds of its own is left out: the id under which it came, computed values and flags. */
export function heldBy(record: MirrorRecord | undefined): Truth {
  const content = without({ ...record?.canonical }, 'externalId', 'flags');
  return {
    isDeleted: record?.deletedAt !== undefined,
    content: record?.entity === 'invoice' ? withPlainLines(content, record) : content,
    formerNumbers: record?.formerNumbers ?? [],
  };
}

const withPlainLines = (content: Fields, { canonical }: InvoiceRecord): Fields =>
  canonical ? { ...content, lines: canonical.lines.map((line) => without(line, 'value')) } : content;
