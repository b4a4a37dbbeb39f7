import { formatNumber, seriesKey } from '../../../domain/numbers/number-series.ts';
import type { QuoteDraft } from '../../../domain/quotes/quote-draft.ts';
import { validUntilFrom } from '../../../domain/quotes/revise-quote.ts';
import type { PricedQuote } from '../../../domain/quotes/price-quote.ts';
import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Quote } from '../../../domain/records/quote.ts';
import { problem } from '../../../domain/refusal.ts';
import { createQuote } from '../../shared/store/quotes.ts';
import { getContact } from '../../shared/store/contacts.ts';
import { requireOpenAccount } from '../accounts/require-account.ts';
import { survivorAccount } from '../accounts/survivor-account.ts';
import { firstVersion } from '../new-record.ts';
import { requireOpportunity } from '../opportunities/keep-opportunity.ts';
import type { AdminPorts } from '../ports.ts';
import { assertFine, noSuch } from '../refused.ts';
import { priceDraft, settingsToSell } from './price-draft.ts';
import type { Sale } from './read-sale-context.ts';

/** What people say about a new quote; all but the lines has a default. */
export interface NewQuote extends QuoteDraft {
  readonly title?: string | undefined;
  readonly contactId?: string | null | undefined;
  readonly locale?: Quote['locale'] | undefined;
  readonly currency?: string | undefined;
  readonly documentDate?: string | undefined;
  readonly validUntil?: string | undefined;
  readonly introduction?: string | null | undefined;
  readonly closing?: string | null | undefined;
}

export type QuoteFor = { readonly accountId: string } | { readonly opportunityId: string };

interface Buyer {
  readonly account: Account;
  readonly opportunityId?: string;
  readonly contactId?: string | null | undefined;
  readonly title: string;
}

/** A draft in one call (O-2): prices, discounts and VAT are found, frozen, and say why they are what they are (P-2, P-3). */
export async function makeQuote(
  ports: AdminPorts,
  { company, for: whom }: { readonly company: string; readonly for: QuoteFor },
  wanted: NewQuote,
): Promise<Quote> {
  const settings = await settingsToSell(ports.store, company);
  const buyer = await readBuyer(ports, company, whom);
  const contactId = wanted.contactId === undefined ? buyer.contactId : wanted.contactId;
  await assertContact(ports, company, contactId);
  const sale = saleOf(ports, { settings, buyer }, wanted);
  const validUntil = wanted.validUntil ?? validUntilFrom(sale.date, settings.quoteValidDays);
  assertValidity(sale.date, validUntil);
  const priced = await priceDraft(ports.store, sale, wanted);
  const draft = { ...contentOf(wanted, buyer, priced), ...saleParts(sale), validUntil, contactId };
  return numbered(ports, settings, draft);
}

async function readBuyer({ store }: AdminPorts, company: string, whom: QuoteFor): Promise<Buyer> {
  if ('accountId' in whom)
    return { account: await requireOpenAccount(store, company, whom.accountId), title: '' };
  const opportunity = await requireOpportunity({ store }, company, whom.opportunityId);
  const account = await survivorAccount(store, company, opportunity.accountId);
  const { opportunityId, contactId, title } = opportunity;
  return { account, opportunityId, contactId, title };
}

function saleOf(
  ports: AdminPorts,
  { settings, buyer }: { settings: CompanySettings; buyer: Buyer },
  wanted: NewQuote,
): Sale {
  return {
    ...{ account: buyer.account, settings },
    date: wanted.documentDate ?? ports.today(),
    currency: wanted.currency ?? settings.currency,
    locale: wanted.locale ?? settings.locale,
  };
}

const contentOf = (wanted: NewQuote, { opportunityId, title }: Buyer, priced: PricedQuote) => ({
  title: wanted.title ?? title,
  introduction: wanted.introduction,
  closing: wanted.closing,
  ...(opportunityId === undefined ? {} : { opportunityId }),
  ...priced,
});

const saleParts = ({ account: { accountId }, date: documentDate, currency, locale }: Sale) => ({
  ...{ accountId, documentDate, currency, locale },
});

type Draft = Omit<
  Quote,
  'quoteId' | 'quoteNumber' | 'revision' | 'state' | 'company' | 'createdAt' | 'updatedAt' | 'version'
>;

function numbered(ports: AdminPorts, { company, numbers }: CompanySettings, draft: Draft): Promise<Quote> {
  const year = Number(draft.documentDate.slice(0, 4));
  const head = { ...firstVersion(ports, company), quoteId: `quo_${ports.newId()}`, revision: 1 };
  const series = seriesKey('quote', numbers.quote, year);
  return createQuote(ports.store, { company, series }, (number) => ({
    ...{ ...head, ...draft, state: 'draft' },
    quoteNumber: formatNumber(numbers.quote, { year, number }),
  }));
}

export async function assertContact(
  { store }: AdminPorts,
  company: string,
  contactId: string | null | undefined,
): Promise<void> {
  if (contactId && !(await getContact(store, company, contactId)))
    throw noSuch('contactId', `contact ${contactId}`);
}

export function assertValidity(documentDate: string, validUntil: string): void {
  if (validUntil >= documentDate) return;
  const reason = `It cannot end before the date of the quote, ${documentDate}.`;
  assertFine([problem('validUntil', 'validity-over', reason)]);
}
