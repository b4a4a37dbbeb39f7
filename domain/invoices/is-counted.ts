import type { CanonicalInvoice } from '../canonical/invoice.ts';

/**
 * Whether a document is part of sums and analyses. Drafts are no documents yet. A cancelled one goes on counting where a document of its own
 * counters it, because both together are nothing; where none does, it counts no more (I-1).
 */
export const isCounted = ({ status, voided }: Pick<CanonicalInvoice, 'status' | 'voided'>): boolean =>
  status === 'posted' || (status === 'cancelled' && voided !== true);
