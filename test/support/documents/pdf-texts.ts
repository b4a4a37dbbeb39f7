import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader finds on each page: lines of text from top to bottom, parts of a line from left to right. */
export async function pdfTexts(bytes: Uint8Array, order: Order = 'from top to bottom'): Promise<string[]> {
  const pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      order === 'from top to bottom' ? linesOf(items).join('\n') : piecesOf(items).map(textOf).join(' '),
    );
  }
  await pdf.destroy();
  return pages;
}

type Order = 'from top to bottom' | 'in the order of drawing';

interface Piece {
  readonly str: string;
  readonly transform: readonly number[];
}

type Item = object;

function linesOf(items: readonly Item[]): string[] {
  const lines = Map.groupBy(piecesOf(items), ({ transform }) => Math.round(transform[5] ?? 0));
  return [...lines]
    .sort(([one], [other]) => other - one)
    .map(([, line]) => line.sort(byPlace).map(textOf).join(' '));
}

const piecesOf = (items: readonly Item[]) =>
  items.filter((item): item is Piece => 'str' in item && (item as Piece).str.trim() !== '');

const textOf = ({ str }: Piece): string => str;

const byPlace = (one: Piece, other: Piece): number => (one.transform[4] ?? 0) - (other.transform[4] ?? 0);
