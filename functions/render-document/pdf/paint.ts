import { PDFDocument } from '@cantoo/pdf-lib';
import pdfmake from 'pdfmake/js/index.js';
import type { PrintedDocument } from '../../../domain/documents/printed-document.ts';
import type { Pdf, RenderPorts } from '../ports.ts';
import { documentDefinition } from './document-definition.ts';
import type { Fonts } from './fonts.ts';
import { layOverLetterhead } from './lay-over-letterhead.ts';
import { printableDocument } from './printable-document.ts';

/** Paints documents with these fonts, over a letterhead where there is one. */
export function painter({ folder, dictionary, covered }: Fonts): RenderPorts['paint'] {
  pdfmake.setFonts(dictionary);
  // Nothing is read but the fonts, and nothing is loaded over the network, whatever a text contains.
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
  pdfmake.setUrlAccessPolicy(() => false);
  return async (document, letterhead) => {
    const bytes = await paintContent(printableDocument(document, covered), letterhead !== undefined);
    const content = await PDFDocument.load(bytes, { updateMetadata: false });
    if (letterhead) await layOverLetterhead(content, letterhead);
    return finished(content);
  };
}

const paintContent = (document: PrintedDocument, hasLetterhead: boolean): Promise<Uint8Array> =>
  pdfmake.createPdf(documentDefinition(document, hasLetterhead)).getBuffer();

const finished = async (content: PDFDocument): Promise<Pdf> => ({
  bytes: await content.save({ updateFieldAppearances: false }),
  pages: content.getPageCount(),
});
