import { describe, expect, it } from 'vitest';
import { documentKeys } from '../../../../domain/documents/document-keys.ts';
import { renderDocument } from '../../../../functions/render-document/render-document.ts';
import { anAccount } from '../../../support/documents/documents.ts';
import { aLetterhead } from '../../../support/documents/letterhead.ts';
import { aRenderer, fakePdf } from '../../../support/documents/renderer.ts';
import { anOrder, aQuote, companySettings } from '../../../support/sales/sale-records.ts';

const wanted = { action: 'render-quote', company: 'demo', quoteId: 'quo_0001' } as const;
const sent = aQuote({ state: 'sent', sentAt: '2026-01-31T10:00:00Z' });
const letterhead = { sha256: 'a'.repeat(64), pages: 1 };

describe('the document of a quote that was sent', () => {
  it('is made once and read back ever after, whatever the account is called by then', async () => {
    const renderer = aRenderer({ quote: sent });
    const first = await renderDocument(renderer.ports, wanted);
    renderer.records.account = anAccount({ name: 'Renamed AG' });

    expect(await renderDocument(renderer.ports, wanted)).toEqual(first);
    expect(first).toMatchObject({
      outcome: 'rendered',
      key: 'demo/quotes/quo_0001/sent-de-AT.pdf',
      pages: 1,
    });
    expect(renderer.painted).toHaveLength(1);
  });

  it('is the same for two who ask at once', async () => {
    const renderer = aRenderer({ quote: sent });
    const [one, other] = await Promise.all([
      renderDocument(renderer.ports, wanted),
      renderDocument(renderer.ports, wanted),
    ]);

    expect(one).toEqual(other);
    expect(renderer.objects.size).toBe(1);
  });

  it('names the one that was kept, not its own, when somebody else was faster', async () => {
    const renderer = aRenderer({ quote: sent });
    const faster = { sha256: 'f'.repeat(64), pages: 7 };
    renderer.beforeKeep = (key) => renderer.objects.set(key, { bytes: fakePdf('faster'), about: faster });

    expect(await renderDocument(renderer.ports, wanted)).toMatchObject(faster);
  });

  it('is refused to nobody silently: a write that is neither taken nor there is an error', async () => {
    const renderer = aRenderer({ quote: sent });
    renderer.ports.bucket.keep = () => Promise.resolve(false);

    await expect(renderDocument(renderer.ports, wanted)).rejects.toMatchObject({
      name: 'ConcurrentChangeError',
    });
  });
});

describe('the document of a draft', () => {
  it('is kept while nothing on it changes', async () => {
    const renderer = aRenderer({ quote: aQuote() });
    await renderDocument(renderer.ports, wanted);
    await renderDocument(renderer.ports, wanted);

    expect(renderer.painted).toHaveLength(1);
  });

  it.each([
    ['the quote', { quote: aQuote({ title: 'Other' }) }],
    ['the address', { account: anAccount({ name: 'Renamed AG' }) }],
    [
      'the seller',
      { settings: companySettings({ seller: { name: 'New GmbH', address: { country: 'AT' } } }) },
    ],
    ['the letterhead', { settings: companySettings({ letterhead }) }],
  ])('is made anew when %s changed', async (_, changed) => {
    const renderer = aRenderer({ quote: aQuote() });
    renderer.objects.set(documentKeys.letterhead('demo', letterhead.sha256), {
      bytes: fakePdf('letterhead'),
    });
    const before = await renderDocument(renderer.ports, wanted);
    Object.assign(renderer.records, changed);

    expect(await renderDocument(renderer.ports, wanted)).not.toEqual(before);
    expect(renderer.painted).toHaveLength(2);
  });
});

describe('what a document is made of', () => {
  it('is addressed to the survivor of a merged account', async () => {
    const renderer = aRenderer({ quote: sent });
    renderer.records.account = anAccount({ mergedInto: 'acc_0002' });
    renderer.records.survivor = anAccount({ accountId: 'acc_0002', name: 'Survivor AG' });
    await renderDocument(renderer.ports, wanted);

    expect(renderer.painted[0]?.recipient[0]).toBe('Survivor AG');
  });

  it('does without a contact that was deleted', async () => {
    const renderer = aRenderer({ quote: { ...sent, contactId: 'con_gone' } });
    await renderDocument(renderer.ports, wanted);

    expect(renderer.painted[0]?.recipient).toEqual(['Huber & Söhne OG', 'Hauptplatz 1', '8010 Graz']);
  });

  it.each([
    ['not-found', { quote: undefined }],
    ['not-found', { account: undefined }],
    ['settings-missing', { settings: undefined }],
    ['letterhead-missing', { settings: companySettings({ letterhead }) }],
  ])('is refused as %s, with a sentence, where a part is missing', async (code, missing) => {
    const renderer = aRenderer({ quote: sent });
    Object.assign(renderer.records, missing);
    const answer = await renderDocument(renderer.ports, wanted);

    expect(answer).toMatchObject({ outcome: 'refused', code });
    expect(answer.outcome === 'refused' && answer.reason).toMatch(/\.$/);
    expect(renderer.painted).toEqual([]);
  });
});

describe('the document of an invoice made here (O-10)', () => {
  const invoiceWanted = { action: 'render-invoice', company: 'demo', orderId: 'ord_0001' } as const;

  it('is made once, under the invoice', async () => {
    const renderer = aRenderer({ order: anOrder({ invoiceId: 'inv_0123456789012345678901' }) });
    const first = await renderDocument(renderer.ports, invoiceWanted);
    const again = await renderDocument(renderer.ports, invoiceWanted);

    expect(first).toMatchObject({ key: 'demo/invoices/inv_0123456789012345678901.pdf' });
    expect(again).toEqual(first);
    expect(renderer.painted.map(({ title }) => title)).toEqual(['Rechnung R-2026-00001']);
  });

  it('is refused for an order without one', async () => {
    const renderer = aRenderer({ order: anOrder() });

    expect(await renderDocument(renderer.ports, invoiceWanted)).toEqual({
      outcome: 'refused',
      code: 'not-found',
      reason: 'There is no invoice made here for order O-2026-00001 (any more).',
    });
  });
});

describe('a letterhead', () => {
  const check = { action: 'check-letterhead', company: 'demo', sha256: letterhead.sha256 } as const;
  const answerTo = async (bytes: Uint8Array | undefined) => {
    const renderer = aRenderer({});
    const key = documentKeys.letterhead('demo', letterhead.sha256);
    if (bytes) renderer.objects.set(key, { bytes });
    return renderDocument(renderer.ports, check);
  };

  it('fits with one or two A4 pages', async () => {
    expect(await answerTo(await aLetterhead())).toEqual({ outcome: 'letterhead-fits', pages: 2 });
    expect(await answerTo(await aLetterhead({ pages: ['one'] }))).toMatchObject({ pages: 1 });
  });

  it.each([
    ['has 3 pages', () => aLetterhead({ pages: ['1', '2', '3'] })],
    ['is not A4', () => aLetterhead({ size: [612, 792] })],
    ['is not a PDF', () => Promise.resolve(Buffer.from('<svg/>'))],
    ['is not a PDF', async () => (await aLetterhead()).slice(0, 300)],
  ])('that %s is refused with what to do', async (what, make) => {
    const answer = await answerTo(await make());

    expect(answer).toMatchObject({ outcome: 'refused', code: 'letterhead-unusable' });
    expect(answer.outcome === 'refused' && answer.reason).toContain(what);
    expect(answer.outcome === 'refused' && answer.reason).toContain('one or two A4 pages');
  });

  it('that was never uploaded is not found', async () => {
    expect(await answerTo(undefined)).toMatchObject({ outcome: 'refused', code: 'not-found' });
  });
});
