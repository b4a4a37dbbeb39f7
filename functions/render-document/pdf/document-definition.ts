import type { Content, DocumentDefinition } from './content.ts';
import { fill } from '../../../domain/documents/texts.ts';
import type { PrintedDocument } from '../../../domain/documents/printed-document.ts';
import {
  addressAndFacts,
  heading,
  pageLabel,
  paragraph,
  plainFoot,
  plainHead,
  totalsBlock,
} from './letter-parts.ts';
import { lineTable } from './line-table.ts';
import { FONT_SIZE, MARGINS, mm } from './page-layout.ts';

/** The document as pdfmake wants it. Its only time is the document's own date: the same content gives the same bytes. */
export function documentDefinition(document: PrintedDocument, hasLetterhead: boolean): DocumentDefinition {
  const { left, top, right, bottom } = MARGINS;
  return {
    pageSize: 'A4',
    pageMargins: [left, top, right, bottom],
    language: document.locale,
    info: {
      title: document.title,
      author: document.sender.line,
      creationDate: new Date(`${document.date}T00:00:00Z`),
    },
    defaultStyle: { font: 'Roboto', fontSize: FONT_SIZE.text, lineHeight: 1.15 },
    content: contentOf(document),
    background: (page) => (hasLetterhead ? '' : plainPage(document, page)),
    footer: (page, pages) =>
      pageLabel(fill(document.pageLabel, { page: String(page), pages: String(pages) })),
    ...(document.draftMark !== undefined && {
      watermark: { text: document.draftMark, fontSize: FONT_SIZE.mark, color: '#999999', opacity: 0.25 },
    }),
  };
}

const contentOf = (document: PrintedDocument): Content[] => [
  addressAndFacts(document),
  heading(document),
  ...paragraph(document.introduction),
  lineTable(document),
  ...document.totals.map(totalsBlock),
  { text: '', margin: [0, mm(4), 0, 0] },
  ...document.notes.flatMap(paragraph),
  ...paragraph(document.closing),
];

const plainPage = (document: PrintedDocument, page: number): Content => [
  ...(page === 1 ? [plainHead(document)] : []),
  plainFoot(document),
];
