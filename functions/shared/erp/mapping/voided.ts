import type { CanonicalInvoice } from '../../../../domain/canonical/invoice.ts';
import type { DocumentRule } from '../manifest/resource.ts';

/** What becomes of a cancelled document is the ERP's custom; a mapping that says it of one document leads (I-1). */
export function withVoided(invoice: CanonicalInvoice, rule: DocumentRule | undefined): CanonicalInvoice {
  const isVoid = invoice.status === 'cancelled' && (invoice.voided ?? rule?.cancelled === 'void');
  return isVoid ? { ...invoice, voided: true } : invoice;
}
