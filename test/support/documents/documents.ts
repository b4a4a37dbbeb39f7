import type { Recipient } from '../../../domain/documents/address-block.ts';
import { quoteDocument } from '../../../domain/documents/quote-document.ts';
import type { Account } from '../../../domain/records/account.ts';
import type { Contact } from '../../../domain/records/contact.ts';
import type { Quote, QuoteLine } from '../../../domain/records/quote.ts';
import { aProductLine, aQuote, companySettings } from '../sales/sale-records.ts';

const at = '2026-01-31T09:30:00.000Z';
const meta = { company: 'demo', createdAt: at, updatedAt: at, version: 1 };

export const anAccount = (fields: Partial<Account> = {}): Account => ({
  ...meta,
  accountId: 'acc_0001',
  name: 'Huber & Söhne OG',
  address: { street: 'Hauptplatz 1', postalCode: '8010', city: 'Graz', country: 'AT' },
  vatId: 'ATU87654321',
  ...fields,
});

export const aContact = (fields: Partial<Contact> = {}): Contact => ({
  ...meta,
  contactId: 'con_0001',
  accountId: 'acc_0001',
  salutation: 'Frau',
  title: 'Dr.',
  firstName: 'Eva',
  lastName: 'Maier',
  ...fields,
});

export const aPrintedQuote = (quote: Partial<Quote> = {}, recipient: Recipient = { account: anAccount() }) =>
  quoteDocument({ quote: aQuote({ ...sent, ...quote }), settings: companySettings(), recipient });

const sent = { state: 'sent', sentAt: at } as const;

export const numberedLines = (count: number): QuoteLine[] =>
  Array.from({ length: count }, (_, index) =>
    aProductLine({ lineId: String(index + 1), description: `Leistung Nr. ${index + 1}` }),
  );
