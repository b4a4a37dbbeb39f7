import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';

/** How far the reading of one record type is, page by page. It is handed on from page to page, and a checkpoint wherever it is kept. */
export const readingSchema = z.object({
  /** What changed since is asked for. It stays: another start in the middle would move the pages that are still to come. */
  since: instantSchema,
  /** By our clock, before the first page was asked for. */
  beganAt: instantSchema,
  cursor: z.string().nullable(),
  /** The newest change, in the ERP's own clock, as far as it can have been visible when the reading began. */
  newest: instantSchema.nullable(),
  /** How often the list is read, counted from 1, and the pages and rows of this time. */
  round: z.int().positive(),
  pages: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  /** Of ids and change times in their order: of this round so far, and of the whole one before. */
  digest: z.string(),
  digestBefore: z.string().nullable(),
});
export type Reading = z.infer<typeof readingSchema>;

export const beginReading = (since: string, beganAt: string): Reading => ({
  ...{ since, beganAt, newest: null, round: 1 },
  ...{ cursor: null, pages: 0, rows: 0, digest: '', digestBefore: null },
});

/** What the reading has to know of a page. */
export interface PageOfReading {
  /** Missing on the last page. */
  readonly cursor?: string | undefined;
  readonly newest?: string | undefined;
  readonly rows: number;
  /** Of the round up to and with this page. */
  readonly digest: string;
  /** Pages are counted from the front of the list, so that whatever leaves it moves the rest forward. */
  readonly isCounted: boolean;
  /** By our clock. */
  readonly answeredAt: string;
}

/** `settled`: nothing that stood in the list when the reading began can have been missed. `restless`: that is not certain. */
export type EndOfReading = 'settled' | 'restless';

export interface ReadOn {
  readonly reading: Reading;
  readonly end?: EndOfReading;
}

/** One that never comes out the same is not read for ever. */
const MOST_ROUNDS = 3;

/**
 * Goes on to the next page, or to the next round. Where pages are counted, a record that leaves an earlier page moves others past the reader,
 * who misses them. They are found by reading again until two rounds are the same: whatever left during the first of them would be
 * missing in the second, so nothing left and nothing was missed. A list of one page is one answer, in which nothing moves.
 */
export function readOn(reading: Reading, page: PageOfReading): ReadOn {
  const read = {
    ...reading,
    cursor: page.cursor ?? null,
    newest: later(reading.newest, visibleAtBegin(reading, page)),
    pages: reading.pages + 1,
    rows: reading.rows + page.rows,
    digest: page.digest,
  };
  if (page.cursor !== undefined) return { reading: read };
  const isSettled = !page.isCounted || read.pages === 1 || read.digest === read.digestBefore;
  if (isSettled) return { reading: read, end: 'settled' };
  return read.round === MOST_ROUNDS ? { reading: read, end: 'restless' } : { reading: nextRound(read) };
}

const nextRound = (read: Reading): Reading => ({
  ...{ ...read, round: read.round + 1, digestBefore: read.digest },
  ...{ cursor: null, pages: 0, rows: 0, digest: '' },
});

/**
 * A change that the last page shows may be younger than one that the first page could not show yet. The ERP's clock may be any; but since the
 * reading began it went on no further than ours did.
 */
function visibleAtBegin({ beganAt }: Reading, { newest, answeredAt }: PageOfReading): string | undefined {
  if (newest === undefined) return undefined;
  const elapsedMs = Math.max(0, Date.parse(answeredAt) - Date.parse(beganAt));
  return new Date(Date.parse(newest) - elapsedMs).toISOString();
}

function later(a: string | null, b: string | undefined): string | null {
  if (a === null || b === undefined) return a ?? b ?? null;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
