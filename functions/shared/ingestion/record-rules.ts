import type { CanonicalDebtor } from '../../../domain/canonical/debtor.ts';
import type { CanonicalOrder } from '../../../domain/canonical/order.ts';
import type { CanonicalProduct } from '../../../domain/canonical/product.ts';
import type { Content, MirrorState } from '../../../domain/mirror/mirror-state.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import type { InvoiceRecord, StoredInvoice } from '../../../domain/records/invoice.ts';
import type { RecordEventType } from '../../../domain/records/mirrored-record.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import {
  debtorLayout,
  erpOrderLayout,
  invoiceLayout,
  productLayout,
  type MirrorLayout,
  type MirrorRecord,
} from '../store/mirror-layout.ts';
import { recordIdOf } from '../store/record-ids.ts';

/** Who a record is, apart from what the ERP says of it. */
export interface RecordIdentity {
  readonly company: string;
  readonly connectionId: string;
  readonly recordId: string;
  readonly externalId: string;
}

/** How one entity's records are built and what their changes are called. */
export interface RecordRules<Held extends Content, Kept extends MirrorRecord> {
  readonly layout: MirrorLayout<Kept>;
  readonly build: (common: CommonParts, state: MirrorState<Held>, stored: Kept | undefined) => Kept;
  readonly eventType: (
    stored: Kept | undefined,
    state: Pick<MirrorState<Held>, 'canonical' | 'deletedAt'>,
  ) => RecordEventType;
}

export type CommonParts = RecordIdentity & {
  readonly createdAt: string;
  readonly updatedAt: string;
};

export const debtorRules: RecordRules<CanonicalDebtor, DebtorRecord> = {
  layout: debtorLayout,
  build: (common, state, stored) => ({
    ...common,
    ...state,
    entity: 'debtor',
    formerNumbers: [...state.formerNumbers],
    fieldOrders: state.fieldOrders && { ...state.fieldOrders },
    canonical: state.canonical ?? { externalId: common.externalId },
    /** People decide the link; no delivery touches it (D-1). */
    accountId: stored?.accountId,
    merge: stored?.merge,
    survivorId: survivorIdOf(common, state.canonical) ?? stored?.merge?.into,
  }),
  eventType: () => 'DebtorChanged',
};

/** Undefined where the ERP names no survivor, or the debtor itself. */
const survivorIdOf = (
  { connectionId, externalId }: Pick<RecordIdentity, 'connectionId' | 'externalId'>,
  canonical: CanonicalDebtor | undefined,
): string | undefined =>
  typeof canonical?.mergedInto === 'string' && canonical.mergedInto !== externalId
    ? recordIdOf({ connectionId, entity: 'debtor', externalId: canonical.mergedInto })
    : undefined;

export const productRules: RecordRules<CanonicalProduct, ProductRecord> = {
  layout: productLayout,
  build: (common, state) => ({
    ...common,
    ...state,
    entity: 'product',
    formerNumbers: [...state.formerNumbers],
    fieldOrders: state.fieldOrders && { ...state.fieldOrders },
    canonical: state.canonical ?? { externalId: common.externalId },
  }),
  eventType: () => 'ProductChanged',
};

export const invoiceRules: RecordRules<StoredInvoice, InvoiceRecord> = {
  layout: invoiceLayout,
  build: (common, state) => ({
    ...common,
    ...state,
    entity: 'invoice',
    formerNumbers: [...state.formerNumbers],
    fieldOrders: state.fieldOrders && { ...state.fieldOrders },
    canonical: state.canonical,
  }),
  eventType: (stored, { canonical, deletedAt }) =>
    isPosted(canonical) && deletedAt === undefined && !isPosted(stored?.canonical)
      ? 'InvoicePosted'
      : 'InvoiceChanged',
};

const isPosted = (invoice: StoredInvoice | undefined): boolean => invoice?.status === 'posted';

export const orderRules: RecordRules<CanonicalOrder, ErpOrderRecord> = {
  layout: erpOrderLayout,
  build: (common, state) => ({
    ...common,
    ...state,
    entity: 'order',
    formerNumbers: [...state.formerNumbers],
    fieldOrders: state.fieldOrders && { ...state.fieldOrders },
    canonical: state.canonical,
  }),
  eventType: () => 'OrderChanged',
};
