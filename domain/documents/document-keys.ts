import type { Quote } from '../records/quote.ts';

/** Where documents lie in the documents bucket; every key starts with the company. */
export const documentKeys = {
  letterhead: (company: string, sha256: string): string => `${company}/letterhead/${sha256}.pdf`,
  /** A draft changes with all that is printed on it; `contentHash` is the hash of that. */
  draftQuote: ({ company, quoteId, version, locale }: Quote, contentHash: string): string =>
    `${company}/quotes/${quoteId}/draft-${version}-${locale}-${contentHash.slice(0, 16)}.pdf`,
  /** A revision that was sent has one document for ever, whatever becomes of quote, account or letterhead. */
  sentQuote: ({ company, quoteId, locale }: Quote): string =>
    `${company}/quotes/${quoteId}/sent-${locale}.pdf`,
  invoice: (company: string, invoiceId: string): string => `${company}/invoices/${invoiceId}.pdf`,
};
