import type { CompanySettings } from '../records/company-settings.ts';
import type { Quote, QuoteProductLine } from '../records/quote.ts';
import { addressBlock, printedSender, type Recipient } from './address-block.ts';
import { formatDate } from './format-date.ts';
import { presentFacts, printedHead, vatNotes } from './printed-parts.ts';
import type { Fact, PrintedDocument, TotalsBlock } from './printed-document.ts';
import { printedQuoteRow } from './printed-rows.ts';
import { recurringBlock, totalRows } from './printed-totals.ts';
import { fill, textsFor } from './texts.ts';

export interface QuoteOnPaper {
  readonly quote: Quote;
  readonly settings: CompanySettings;
  readonly recipient: Recipient;
}

/** What a quote says on paper (O-4). */
export function quoteDocument({ quote, settings, recipient }: QuoteOnPaper): PrintedDocument {
  const { locale } = quote;
  const texts = textsFor(locale);
  return {
    locale,
    date: quote.documentDate,
    title: `${texts.quote} ${quote.quoteNumber}`,
    subject: quote.title,
    draftMark: isDraft(quote) ? texts.draft : undefined,
    sender: printedSender(settings.seller, locale),
    recipient: addressBlock(recipient, settings.seller, locale),
    facts: quoteFacts({ quote, recipient }),
    introduction: quote.introduction ?? texts.introductions.quote,
    head: printedHead(quote),
    rows: quote.lines.map((line) => printedQuoteRow(line, quote)),
    totals: totalsOf(quote),
    notes: vatNotes(productLines(quote)),
    closing: quote.closing ?? texts.closings.quote,
    pageLabel: `${texts.quote} ${quote.quoteNumber} · ${texts.page}`,
  };
}

/** Never left the house: not yet, or it was replaced or ran out before. */
export const isDraft = ({ state, sentAt }: Quote): boolean => sentAt === undefined && state !== 'accepted';

function quoteFacts({ quote, recipient }: Omit<QuoteOnPaper, 'settings'>): Fact[] {
  const { locale, revision } = quote;
  const { facts, ...texts } = textsFor(locale);
  const revisionText = fill(texts.revision, { revision: String(revision) });
  return presentFacts([
    [facts.number, revision > 1 ? `${quote.quoteNumber}, ${revisionText}` : quote.quoteNumber],
    [facts.date, formatDate(quote.documentDate, locale)],
    [facts.validUntil, formatDate(quote.validUntil, locale)],
    [facts.customerVatId, recipient.account.vatId],
  ]);
}

/** One-off and recurring sums apart; each is left out where the quote has no such line. */
function totalsOf(quote: Quote): TotalsBlock[] {
  const { totals: texts } = textsFor(quote.locale);
  const isOnce = ({ choice, recurrence }: QuoteProductLine) => choice === 'included' && !recurrence;
  const hasOnce = quote.recurring.length === 0 || productLines(quote).some(isOnce);
  const title = quote.recurring.length > 0 ? texts.once : undefined;
  return [
    ...(hasOnce ? [{ title, rows: totalRows(quote, quote) }] : []),
    ...quote.recurring.map((total) => recurringBlock(total, quote)),
  ];
}

const productLines = ({ lines }: Quote): QuoteProductLine[] =>
  lines.filter((line) => line.kind === 'product');
