import { documentKeys } from '../../domain/documents/document-keys.ts';
import { isDraft, quoteDocument } from '../../domain/documents/quote-document.ts';
import type { RenderAnswer } from '../../domain/documents/render-request.ts';
import type { Quote } from '../../domain/records/quote.ts';
import { letterheadOf, recipientOf, settingsOf } from './gather.ts';
import { alreadyKept, makeAndKeep } from './keep.ts';
import type { RenderPorts } from './ports.ts';
import { present } from './refusal.ts';

interface WantedQuote {
  readonly company: string;
  readonly quoteId: string;
}

/** What was sent is read back, whatever quote, account or letterhead became of since; a draft is made anew when anything on it changed. */
export async function renderQuote(ports: RenderPorts, wanted: WantedQuote): Promise<RenderAnswer> {
  const { company, quoteId } = wanted;
  const quote = present(await ports.records.quote(company, quoteId), `quote ${quoteId}`);
  const sent = isDraft(quote) ? undefined : await alreadyKept(ports.bucket, documentKeys.sentQuote(quote));
  return sent ?? makeQuote(ports, quote);
}

async function makeQuote(ports: RenderPorts, quote: Quote): Promise<RenderAnswer> {
  const settings = await settingsOf(ports.records, quote.company);
  const recipient = await recipientOf(ports.records, quote);
  const document = quoteDocument({ quote, settings, recipient });
  const contentHash = ports.sha256(JSON.stringify([document, settings.letterhead?.sha256]));
  return makeAndKeep(ports, {
    key: isDraft(quote) ? documentKeys.draftQuote(quote, contentHash) : documentKeys.sentQuote(quote),
    document,
    letterhead: () => letterheadOf(ports, settings),
  });
}
