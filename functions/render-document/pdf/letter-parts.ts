import type { Content } from './content.ts';
import type { Fact, PrintedDocument, TotalsBlock } from '../../../domain/documents/printed-document.ts';
import { CONTENT_WIDTH, FONT_SIZE, MARGINS, mm, WINDOW } from './page-layout.ts';

/** The address in its window, and beside it number and dates. */
export const addressAndFacts = ({ sender, recipient, facts }: PrintedDocument): Content => ({
  layout: 'noBorders',
  table: {
    widths: [WINDOW.width, '*'],
    heights: [WINDOW.height],
    body: [
      [
        {
          stack: [
            { text: sender.line, fontSize: FONT_SIZE.small, color: '#555555', margin: [0, 0, 0, 8] },
            ...recipient.map((text) => ({ text, fontSize: FONT_SIZE.text + 1 })),
          ],
        },
        factTable(facts),
      ],
    ],
  },
});

const factTable = (facts: readonly Fact[]): Content => ({
  layout: 'noBorders',
  table: {
    widths: [mm(32), '*'],
    body: facts.map(({ label, value }) => [
      { text: label, color: '#555555' },
      { text: value, alignment: 'right' },
    ]),
  },
});

export const heading = ({ title, subject }: PrintedDocument): Content => ({
  stack: [
    { text: title, fontSize: FONT_SIZE.title, bold: true },
    ...(subject === '' ? [] : [{ text: subject, bold: true, margin: [0, 2, 0, 0] as const }]),
  ],
  margin: [0, mm(6), 0, mm(4)],
});

export const paragraph = (text: string): Content[] =>
  text.trim() === '' ? [] : [{ text, margin: [0, 0, 0, mm(3)] }];

/** Sums that belong together stay on one page. */
export const totalsBlock = ({ title, rows }: TotalsBlock): Content => ({
  unbreakable: true,
  margin: [CONTENT_WIDTH / 3, mm(4), 0, 0],
  stack: [
    ...(title === undefined ? [] : [{ text: title, bold: true }]),
    {
      layout: 'noBorders',
      table: {
        widths: ['*', mm(40)],
        body: rows.map(({ label, value, strong }) => [
          { text: label, bold: strong },
          { text: value, bold: strong, alignment: 'right' },
        ]),
      },
    },
  ],
});

/** Said by the letterhead where there is one. Drawn behind the text, because a head that does not fit its margin would not be drawn at all. */
export const plainHead = ({ sender }: PrintedDocument): Content => ({
  stack: sender.heading.map((text, index) => ({ text, bold: index === 0 })),
  alignment: 'right',
  margin: [MARGINS.left, mm(10), MARGINS.right, 0],
});

export const plainFoot = ({ sender }: PrintedDocument): Content => ({
  text: sender.foot.join(' · '),
  fontSize: FONT_SIZE.small,
  color: '#555555',
  alignment: 'center',
  absolutePosition: { x: MARGINS.left, y: mm(297 - 20) },
});

export const pageLabel = (label: string): Content => ({
  text: label,
  fontSize: FONT_SIZE.small,
  alignment: 'right',
  margin: [MARGINS.left, mm(2), MARGINS.right, 0],
});
