import { degrees, drawPage, type PDFDocument, type PDFEmbeddedPage, type PDFPage } from '@cantoo/pdf-lib';
import { openLetterhead } from './open-letterhead.ts';

/** Puts the letterhead under the pages: its first page under the first, its second, or its only one, under all others. */
export async function layOverLetterhead(content: PDFDocument, bytes: Uint8Array): Promise<void> {
  const letterhead = await openLetterhead(bytes);
  const used = letterhead.getPages().slice(0, 2);
  const unders = await Promise.all(used.map((page) => embedded(content, page)));
  content.getPages().forEach((page, index) => {
    const under = unders[Math.min(index, unders.length - 1)];
    if (under) putUnder(page, under);
  });
}

/** A page without content has nothing to put under. */
const embedded = async (content: PDFDocument, page: PDFPage): Promise<PDFEmbeddedPage | undefined> =>
  page.node.Contents() === undefined ? undefined : content.embedPage(page);

/** Before everything else that the page draws, so that it lies underneath. */
function putUnder(page: PDFPage, { ref }: PDFEmbeddedPage): void {
  const { context } = page.doc;
  const { Contents } = page.node.normalizedEntries();
  const name = page.node.newXObject('Letterhead', ref);
  Contents?.insert(0, context.register(context.contentStream(drawPage(name, asItIs))));
}

const asItIs = {
  x: 0,
  y: 0,
  xScale: 1,
  yScale: 1,
  rotate: degrees(0),
  xSkew: degrees(0),
  ySkew: degrees(0),
};
