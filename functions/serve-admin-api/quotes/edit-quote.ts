import { nextQuoteState } from '../../../domain/quotes/change-quote.ts';
import { draftLineOf, keepFrozen, type DraftLine } from '../../../domain/quotes/quote-draft.ts';
import { quoteSchema, type Quote } from '../../../domain/records/quote.ts';
import { problem } from '../../../domain/refusal.ts';
import { documentLanguageOf } from '../../../domain/text/document-language.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { updateQuote } from '../../shared/store/quotes.ts';
import { given, type Changes } from '../accounts/given-fields.ts';
import { survivorAccount } from '../accounts/survivor-account.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed, assertFine } from '../refused.ts';
import { assertContact, assertValidity, type NewQuote } from './make-quote.ts';
import { priceDraft, settingsToSell } from './price-draft.ts';
import { requireQuote, type QuoteAddress } from './require-quote.ts';

export interface QuoteVersion extends QuoteAddress {
  readonly expectedVersion: number;
}

/** Lines, where they are given, replace all; `reprice` finds every price anew that nobody entered by hand. */
export type QuoteChanges = Changes<Omit<NewQuote, 'currency'>> & { readonly reprice?: boolean | undefined };

/** Only a draft is edited: what was sent stays as it was sent (P-3). */
export async function editQuote(
  ports: AdminPorts,
  address: QuoteVersion,
  { lines, reprice = false, ...changes }: QuoteChanges,
): Promise<Quote> {
  const quote = await requireQuote(ports, address);
  assertVersion(quote.version, address.expectedVersion);
  allowed(nextQuoteState(quote, 'edit'));
  const edited = quoteSchema.parse({ ...quote, ...given(changes) });
  await assertContact(ports, address.company, changes.contactId);
  assertValidity(edited.documentDate, edited.validUntil);
  assertOneLanguage(quote, edited, reprice);
  const wishes = wishesFor(quote, lines, reprice);
  const priced = await priceEdited(ports, edited, wishes);
  return updateQuote(ports.store, { ...edited, ...priced, ...nextVersionOf(ports, quote) });
}

/** Notes and explanations in the lines are in the language they were made in. */
function assertOneLanguage(before: Quote, after: Quote, reprice: boolean): void {
  if (reprice || documentLanguageOf(before.locale) === documentLanguageOf(after.locale)) return;
  const reason = 'Its lines are in the other language; send "reprice": true along to make them anew.';
  assertFine([problem('locale', 'language-of-lines', reason)]);
}

async function priceEdited(ports: AdminPorts, quote: Quote, lines: readonly DraftLine[]) {
  const { company, documentDate: date, currency, locale, headerDiscount } = quote;
  const [settings, account] = await Promise.all([
    settingsToSell(ports.store, company),
    survivorAccount(ports.store, company, quote.accountId),
  ]);
  return priceDraft(ports.store, { account, settings, date, currency, locale }, { lines, headerDiscount });
}

/** A line that bears the number of one of the quote's lines is that line, changed; all others are new. */
function wishesFor(quote: Quote, lines: readonly DraftLine[] | undefined, reprice: boolean): DraftLine[] {
  const standing = quote.lines.map(draftLineOf);
  const byId = new Map(standing.map((line) => [line.lineId, line]));
  const wishes = lines?.map((line) => changedLine(line, byId.get(line.lineId))) ?? standing;
  return reprice ? wishes.map(priceAgain) : wishes;
}

const changedLine = (line: DraftLine, before: DraftLine | undefined): DraftLine =>
  line.kind === 'product' && before?.kind === 'product' && line.lineId !== undefined
    ? { ...line, frozen: before.frozen }
    : line;

/** What was found is found again; what somebody entered stays, and so does a line that is of no product. */
function priceAgain(wish: DraftLine): DraftLine {
  const line = keepFrozen(wish);
  if (line.kind !== 'product' || line.frozen?.productId === undefined) return line;
  const { frozen } = line;
  const isPriceByHand = frozen.price.rule === 'by-hand';
  const isDiscountByHand = frozen.price.discount?.rule === 'by-hand';
  return {
    ...line,
    frozen: undefined,
    product: frozen.productId,
    description: line.description ?? frozen.description,
    unitPrice: line.unitPrice ?? (isPriceByHand ? frozen.unitPrice : undefined),
    priceUnit: line.priceUnit ?? (isPriceByHand ? frozen.priceUnit : undefined),
    discountPercent: line.discountPercent ?? (isDiscountByHand ? frozen.discountPercent : undefined),
  };
}
