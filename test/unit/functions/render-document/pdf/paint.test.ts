import { describe, expect, it } from 'vitest';
import type { PrintedDocument } from '../../../../../domain/documents/printed-document.ts';
import { openFonts } from '../../../../../functions/render-document/pdf/fonts.ts';
import { painter } from '../../../../../functions/render-document/pdf/paint.ts';
import { aPrintedQuote, anAccount, numberedLines } from '../../../../support/documents/documents.ts';
import { aLetterhead } from '../../../../support/documents/letterhead.ts';
import { pdfTexts } from '../../../../support/documents/pdf-texts.ts';
import { aProductLine } from '../../../../support/sales/sale-records.ts';

const paint = painter(openFonts());
const pagesOf = async (document: PrintedDocument, letterhead?: Uint8Array) =>
  pdfTexts((await paint(document, letterhead)).bytes);

describe('a painted document (O-4)', () => {
  it('can be read back: address, dates, lines, sums, notes', async () => {
    const vat = { category: 'export', rate: '0', note: 'Steuerfreie Ausfuhrlieferung.' } as const;
    const [page = ''] = await pagesOf(aPrintedQuote({ lines: [aProductLine(), aProductLine({ vat })] }));

    for (const text of ['Huber & Söhne OG', '8010 Graz', '31.01.2026', '02.03.2026', 'Angebot Q-2026-00001'])
      expect(page).toContain(text);
    expect(page).toMatch(/1 Schreibtisch 1 100,00 20\s% 100,00/);
    expect(page).toMatch(/Summe netto €\s100,00/);
    expect(page).toMatch(/USt\. 20\s% von €\s100,00 €\s20,00/);
    expect(page).toMatch(/Gesamtbetrag €\s120,00/);
    expect(page).toContain('Steuerfreie Ausfuhrlieferung.');
  });

  it.each([1, 60, 1_000])('of %i lines loses none and repeats the head above them', async (count) => {
    const pages = await pagesOf(aPrintedQuote({ lines: numberedLines(count), locale: 'en' }));
    const printed = pages.flatMap((page) =>
      [...page.matchAll(/Leistung Nr\. (\d+)/g)].map(([, n]) => Number(n)),
    );
    const withLines = pages.filter((page) => page.includes('Leistung Nr.'));

    expect(printed).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(withLines.filter((page) => !/No\. Description Quantity Unit price/.test(page))).toEqual([]);
    expect(withLines.length).toBeGreaterThan(0);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    });
  });

  it('keeps sums together on one page', async () => {
    for (const count of [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]) {
      const pages = await pagesOf(aPrintedQuote({ lines: numberedLines(count) }));
      const withSums = pages.filter((page) => /Summe netto|Gesamtbetrag/.test(page));

      expect(withSums).toHaveLength(1);
    }
  });

  it('lies over the first sheet of the letterhead on its first page and over the second on all others', async () => {
    const pages = await pagesOf(aPrintedQuote({ lines: numberedLines(60) }), await aLetterhead());

    expect(pages.length).toBeGreaterThan(2);
    expect(pages.map((page) => [page.includes('FIRST SHEET'), page.includes('NEXT SHEET')])).toEqual(
      pages.map((_, index) => [index === 0, index > 0]),
    );
  });

  it('repeats a letterhead of one sheet, and leaves pages bare under an empty second one', async () => {
    const document = aPrintedQuote({ lines: numberedLines(40) });
    const one = await pagesOf(document, await aLetterhead({ pages: ['ONLY SHEET'] }));
    const bare = await pagesOf(document, await aLetterhead({ pages: ['FIRST SHEET', ''] }));

    expect(one.filter((page) => page.includes('ONLY SHEET'))).toHaveLength(one.length);
    expect(bare.filter((page) => page.includes('FIRST SHEET'))).toHaveLength(1);
  });

  it('draws the letterhead first, so that text stands over it', async () => {
    const { bytes } = await paint(aPrintedQuote(), await aLetterhead());
    const [page = ''] = await pdfTexts(bytes, 'in the order of drawing');

    expect(page.indexOf('FIRST SHEET')).toBe(0);
  });

  it('says who sends it where there is no letterhead, and leaves that to the letterhead where there is', async () => {
    const [plain = ''] = await pagesOf(aPrintedQuote());
    const [over = ''] = await pagesOf(aPrintedQuote(), await aLetterhead());

    expect(plain).toContain('Unsere UID-Nr. ATU12345675');
    expect(over).not.toContain('ATU12345675');
  });

  it('carries the mark of a draft on every page, and only of a draft', async () => {
    const lines = numberedLines(60);
    const draft = await pagesOf(aPrintedQuote({ lines, state: 'draft', sentAt: undefined }));
    const sent = await pagesOf(aPrintedQuote({ lines }));

    expect(draft.filter((page) => page.includes('Entwurf'))).toHaveLength(draft.length);
    expect(sent.filter((page) => page.includes('Entwurf'))).toEqual([]);
  });

  it('is the same to the byte however often it is painted', async () => {
    const letterhead = await aLetterhead();
    const document = aPrintedQuote({ lines: numberedLines(60), state: 'draft', sentAt: undefined });
    const [one, other] = [await paint(document, letterhead), await paint(document, letterhead)];

    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0);
    expect(one.pages).toBe((await pdfTexts(one.bytes)).length);
  });
});

describe('texts of people', () => {
  it.each([
    ['emoji', 'Maier 😀 & 👩‍💻 Söhne', 'Maier \ufffd & \ufffd Söhne'],
    ['quotes', `"Zum 'Ochsen'" „Huber“ <b>&amp;</b>`, `"Zum 'Ochsen'" „Huber“ <b>&amp;</b>`],
    ['letters apart from their marks', 'Mu\u0308ller', 'Müller'],
    ['controls and half characters', 'A\u0000B\ud800C', 'AB\ufffdC'],
    ['a placeholder of the page label', '{page} of {pages}', '{page} of {pages}'],
  ])('with %s are printed, and what the font lacks is seen to be missing', async (_, name, printed) => {
    const [page = ''] = await pagesOf(aPrintedQuote({ title: name }, { account: anAccount({ name }) }));

    expect(page.split(printed).length - 1).toBeGreaterThanOrEqual(2);
  });

  it('from right to left do not stop the document', async () => {
    const [page = ''] = await pagesOf(aPrintedQuote({ title: 'שלום عالم' }));

    expect(page).toContain('\ufffd\ufffd\ufffd\ufffd');
    expect(page).toContain('Gesamtbetrag');
  });

  it('with a word of 200 characters are broken inside their column', async () => {
    const [page = ''] = await pagesOf(
      aPrintedQuote({ lines: [aProductLine({ description: 'x'.repeat(200) })] }),
    );

    expect([...page.matchAll(/x+/g)].join('').length).toBe(200);
    expect(page).toMatch(/100,00 20\s% 100,00/);
  });

  it('longer than a page go on on the next', async () => {
    const words = Array.from({ length: 1_600 }, (_, index) => `w${index}`);
    const pages = await pagesOf(aPrintedQuote({ lines: [aProductLine({ description: words.join(' ') })] }));

    expect(pages.length).toBeGreaterThan(1);
    expect(
      pages
        .join(' ')
        .match(/\bw\d+\b/g)
        ?.join(' '),
    ).toBe(words.join(' '));
  });

  it('with line breaks keep them', async () => {
    const [page = ''] = await pagesOf(aPrintedQuote({ closing: 'Eins\r\nZwei\n\nDrei' }));

    expect(page).toMatch(/Eins\nZwei\nDrei/);
  });
});
