import { hash } from 'node:crypto';
import type * as z from 'zod';
import { getAccount } from '../shared/store/accounts.ts';
import { getCompanySettings } from '../shared/store/company-settings.ts';
import { getContact } from '../shared/store/contacts.ts';
import { getInvoice } from '../shared/store/invoices.ts';
import { getOrder } from '../shared/store/orders.ts';
import { getQuote } from '../shared/store/quotes.ts';
import { openStore, type Store } from '../shared/store/store.ts';
import { openDocumentBucket } from './document-bucket.ts';
import { openFonts } from './pdf/fonts.ts';
import { checkLetterhead } from './pdf/open-letterhead.ts';
import { painter } from './pdf/paint.ts';
import type { Records, RenderPorts } from './ports.ts';
import type { settingsSchema } from './settings.ts';

export const renderPorts = (settings: z.infer<typeof settingsSchema>): RenderPorts => ({
  records: recordsOf(openStore(settings)),
  bucket: openDocumentBucket(settings.DOCUMENTS_BUCKET),
  paint: painter(openFonts()),
  checkLetterhead,
  sha256: (content) => hash('sha256', content, 'hex'),
});

const recordsOf = (store: Store): Records => ({
  quote: (company, quoteId) => getQuote(store, company, quoteId),
  order: (company, orderId) => getOrder(store, company, orderId),
  invoice: (company, invoiceId) => getInvoice(store, company, invoiceId),
  account: (company, accountId) => getAccount(store, company, accountId),
  contact: (company, contactId) => getContact(store, company, contactId),
  settings: (company) => getCompanySettings(store, company),
});
