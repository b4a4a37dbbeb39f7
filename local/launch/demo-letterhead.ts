import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';

const A4: [number, number] = [595.28, 841.89];
const ink = rgb(0.11, 0.25, 0.42);
const grey = rgb(0.45, 0.45, 0.45);
const FOOTER = 'Seamwork Services GmbH · Nahtgasse 1 · 1070 Wien · ATU62895905 · office@seamwork.example';

/** The demo company's letterhead: a full first page, and a quiet one for all that follow (O-4). The same bytes each time. */
export async function demoLetterhead(): Promise<Uint8Array> {
  const letterhead = await PDFDocument.create({ updateMetadata: false });
  const [bold, plain] = await Promise.all([
    letterhead.embedFont(StandardFonts.HelveticaBold),
    letterhead.embedFont(StandardFonts.Helvetica),
  ]);
  firstPage(letterhead.addPage(A4), bold, plain);
  followingPage(letterhead.addPage(A4), bold);
  return letterhead.save();
}

function firstPage(page: PDFPage, bold: PDFFont, plain: PDFFont): void {
  page.drawRectangle({ x: 0, y: A4[1] - 14, width: A4[0], height: 14, color: ink });
  page.drawText('Seamwork Services', { x: 71, y: A4[1] - 58, size: 20, font: bold, color: ink });
  page.drawText('IT that holds together', { x: 71, y: A4[1] - 74, size: 9, font: plain, color: grey });
  page.drawLine({ start: { x: 71, y: 46 }, end: { x: A4[0] - 56, y: 46 }, thickness: 0.6, color: ink });
  page.drawText(FOOTER, { x: 71, y: 32, size: 7.5, font: plain, color: grey });
}

function followingPage(page: PDFPage, bold: PDFFont): void {
  page.drawRectangle({ x: 0, y: A4[1] - 6, width: A4[0], height: 6, color: ink });
  page.drawText('Seamwork Services', { x: 71, y: A4[1] - 32, size: 9, font: bold, color: ink });
}
