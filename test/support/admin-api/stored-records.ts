import type { CanonicalDebtor } from '../../../domain/canonical/debtor.ts';
import type { Coupling } from '../../../domain/records/coupling.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { Delivery } from '../../../domain/records/delivery.ts';
import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import { couplingIdOf, recordIdOf } from '../../../functions/shared/store/record-ids.ts';

const at = '2026-01-31T09:30:00.000Z';
const deliveryId = '019c1333-fc00-7000-8000-000000000001';

interface Given {
  readonly company?: string;
  readonly connectionId?: string;
}

const common = ({ company = 'demo', connectionId = 'bc' }: Given) => ({
  ...{ company, connectionId, createdAt: at, updatedAt: at, version: 1 },
  order: { at, hash: 'h' },
  formerNumbers: [] as string[],
  source: { deliveryId, index: 0, hash: 'h' },
});

export function aDebtor(
  canonical: Partial<CanonicalDebtor> = {},
  given: Given & Partial<DebtorRecord> = {},
): DebtorRecord {
  const externalId = canonical.externalId ?? 'd-1';
  const base = common(given);
  return {
    ...base,
    recordId: recordIdOf({ connectionId: base.connectionId, entity: 'debtor', externalId }),
    entity: 'debtor',
    externalId,
    canonical: { number: '10000', name: 'Musterbau GmbH', vatId: 'ATU12345675', ...canonical, externalId },
    ...given,
  };
}

export function aProduct(
  canonical: Partial<ProductRecord['canonical']> = {},
  given: Given = {},
): ProductRecord {
  const externalId = canonical.externalId ?? 'p-1';
  const base = common(given);
  return {
    ...base,
    recordId: recordIdOf({ connectionId: base.connectionId, entity: 'product', externalId }),
    entity: 'product',
    externalId,
    canonical: {
      number: '1896-S',
      name: 'Schreibtisch',
      kind: 'goods',
      status: 'active',
      ...canonical,
      externalId,
    },
  };
}

type StoredInvoice = NonNullable<InvoiceRecord['canonical']>;

export function anInvoice(canonical: Partial<StoredInvoice> = {}, given: Given = {}): InvoiceRecord {
  const externalId = canonical.externalId ?? 'i-1';
  const base = common(given);
  return {
    ...base,
    recordId: recordIdOf({ connectionId: base.connectionId, entity: 'invoice', externalId }),
    entity: 'invoice',
    externalId,
    canonical: {
      number: 'RE-1',
      kind: 'invoice',
      status: 'posted',
      debtorExternalId: 'd-1',
      postingDate: '2026-01-31',
      currency: 'EUR',
      lines: [],
      totals: { net: '100.00', tax: '20.00', gross: '120.00' },
      flags: [],
      ...canonical,
      externalId,
    },
  };
}

export const aCoupling = (debtor: DebtorRecord, fields: Partial<Coupling> = {}): Coupling => ({
  couplingId: couplingIdOf(debtor.recordId),
  company: debtor.company,
  debtorId: debtor.recordId,
  state: 'proposed',
  candidates: [],
  rejectedAccountIds: [],
  createdAt: at,
  updatedAt: at,
  version: 1,
  ...fields,
});

export const aDelivery = (fields: Partial<Delivery> = {}): Delivery => ({
  deliveryId,
  company: 'demo',
  connectionId: 'bc',
  channel: 'webhook',
  entities: ['debtor'],
  pending: [],
  state: 'parked',
  receivedAt: at,
  settledAt: at,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  size: 4,
  contentType: 'application/json',
  headers: { 'webhook-id': 'msg_1' },
  archive: { key: 'demo/2026/01/31/batch-1', offset: 2, length: 4 },
  changes: [
    { entity: 'debtor', state: 'parked', externalId: 'd-1', number: '10000', reason: 'currency: unknown' },
  ],
  counts: { parked: 1 },
  reason: 'currency: unknown',
  attempts: [{ at, trigger: 'delivery', state: 'parked', reason: 'currency: unknown' }],
  version: 1,
  ...fields,
});
