import { hash } from 'node:crypto';
import type { InvoiceRecord, StoredInvoice } from '../../domain/records/invoice.ts';
import { seededUuidV7 } from '../shared/platform/uuid-v7.ts';
import { OWN_CONNECTION } from '../shared/store/record-ids.ts';

export interface NewInvoice {
  readonly company: string;
  readonly invoiceId: string;
  readonly invoice: StoredInvoice;
  readonly at: string;
}

/** As if an ERP had sent it, so that lists, checks and analyses know no difference; its only source is the order. */
export function ownInvoiceRecord({ company, invoiceId, invoice, at }: NewInvoice): InvoiceRecord {
  const digest = hash('sha256', JSON.stringify(invoice), 'hex');
  return {
    ...{ company, recordId: invoiceId, entity: 'invoice', connectionId: OWN_CONNECTION },
    externalId: invoice.externalId,
    ...{ createdAt: at, updatedAt: at, version: 1 },
    order: { at, hash: digest },
    formerNumbers: [],
    source: { deliveryId: seededUuidV7(Date.parse(at), invoiceId), index: 0, hash: digest },
    event: { type: 'InvoicePosted', version: 1 },
    canonical: invoice,
  };
}
