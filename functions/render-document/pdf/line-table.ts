import type { Content, TableLayout } from './content.ts';
import type {
  PrintedDocument,
  PrintedProductRow,
  PrintedRow,
} from '../../../domain/documents/printed-document.ts';
import { FONT_SIZE, TABLE } from './page-layout.ts';

/** The line table; its head is repeated on every page it reaches. */
export const lineTable = ({ head, rows }: PrintedDocument): Content => ({
  table: {
    headerRows: 1,
    ...keptTogether(rows),
    widths: TABLE.widths,
    body: [
      [
        { text: head.position },
        { text: head.description },
        ...[head.quantity, head.unitPrice, head.discount, head.vatRate, head.net].map(right),
      ].map((cell) => ({ ...cell, bold: true })),
      ...rows.map(cellsOf),
    ],
  },
  layout: lines,
});

/** A row higher than a page can only be printed if it may break. */
function keptTogether(rows: readonly PrintedRow[]) {
  const areShort = rows.every(isShort);
  return { dontBreakRows: areShort, keepWithHeaderRows: areShort ? 1 : 0 };
}

const LONG = { characters: 1_000, lines: 20 };

const isShort = (row: PrintedRow): boolean => {
  const text = row.kind === 'product' ? [row.description, ...row.details].join('\n') : row.text;
  return text.length <= LONG.characters && text.split('\n').length <= LONG.lines;
};

const lines: TableLayout = {
  hLineWidth: (index) => (index === 1 ? 0.8 : 0.3),
  vLineWidth: () => 0,
  hLineColor: (index) => (index === 1 ? '#000000' : '#bbbbbb'),
  paddingLeft: () => TABLE.padding.left,
  paddingRight: () => TABLE.padding.right,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

function cellsOf(row: PrintedRow): readonly Content[] {
  switch (row.kind) {
    case 'product':
      return productCells(row);
    case 'text':
      return ['', { text: row.text, colSpan: 6 }, '', '', '', '', ''];
    case 'subtotal':
      return [
        '',
        { text: row.text, colSpan: 5, bold: true },
        '',
        '',
        '',
        '',
        { ...right(row.net), bold: true },
      ];
  }
}

const productCells = (row: PrintedProductRow): readonly Content[] => [
  { text: row.position },
  {
    stack: [
      ...row.marks.map((text) => ({ text, italics: true })),
      { text: row.description },
      ...row.details.map((text) => ({ text, fontSize: FONT_SIZE.small })),
    ],
  },
  ...[row.quantity, row.unitPrice, row.discount, row.vatRate, row.net].map(right),
];

const right = (text: string) => ({ text, alignment: 'right' as const });
