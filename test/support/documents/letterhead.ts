import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';

/** A letterhead whose pages say which they are. */
export async function aLetterhead({ pages = ['FIRST SHEET', 'NEXT SHEET'], size = [595.28, 841.89] } = {}) {
  const letterhead = await PDFDocument.create({ updateMetadata: false });
  const font = await letterhead.embedFont(StandardFonts.Helvetica);
  for (const text of pages) {
    const page = letterhead.addPage([size[0] ?? 0, size[1] ?? 0]);
    if (text !== '') page.drawText(text, { x: 60, y: 800, size: 10, font });
  }
  return letterhead.save();
}
