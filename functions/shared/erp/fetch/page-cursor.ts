import { createHash } from 'node:crypto';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { JsonValue } from '../lossless-json.ts';

/** Where a list goes on: the place of its next page, and what shows that it does go on. */
interface PageCursor {
  readonly place: string;
  readonly pages: number;
  /** Of one of the pages that were read. */
  readonly mark?: string | undefined;
}

/** The place in a cursor. */
export const placeIn = (cursor: string): string => parsed(cursor).place;

/**
 * The cursor of the next page. An ERP that ignores how it is asked for a page, or links in a circle, would be read for ever: each page is compared
 * with a marked one before it, and the mark moves on at the pages 2, 4, 8 …, so that a circle of any length is noticed though the cursor
 * remembers one page only.
 */
export function cursorTo(place: string, before: string | undefined, page: readonly JsonValue[]): string {
  const known = before === undefined ? undefined : parsed(before);
  const pages = (known?.pages ?? 0) + 1;
  if (pages === 1) return place;
  const mark = markOf(place, page);
  if (mark === known?.mark) throw inCircles(pages);
  const moves = (pages & (pages - 1)) === 0;
  return `${place}~${pages}.${moves ? mark : (known?.mark ?? mark)}`;
}

function parsed(cursor: string): PageCursor {
  const [, place, pages, mark] = /^(.*)~(\d{1,6})\.([0-9a-f]{16})$/s.exec(cursor) ?? [];
  return place === undefined ? { place: cursor, pages: 1 } : { place, pages: Number(pages), mark };
}

/** Of counted pages the place always moves on; what comes is all there is to compare. */
function markOf(place: string, page: readonly JsonValue[]): string {
  const shown = /^\d+$/.test(place) ? page : [place, page];
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);
}

const inCircles = (pages: number): ErpRejectedError =>
  new ErpRejectedError(
    `The ERP's list does not end: page ${pages} is one that came before. Check how the connector asks for the next page.`,
  );
