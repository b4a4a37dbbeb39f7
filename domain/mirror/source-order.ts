import * as z from 'zod';

/**
 * What orders the changes of one ERP record (D-5). `at` is the modification time, or where the source states none the time
 * of the notification, or of its receipt. `hash` is the content's, so that two different states never tie.
 */
export const sourceOrderSchema = z.object({
  version: z.string().optional(),
  at: z.string(),
  sequence: z.string().optional(),
  hash: z.string(),
});
export type SourceOrder = z.infer<typeof sourceOrderSchema>;

/**
 * Negative when `a` is older than `b`. By version where both have a countable one, else by time, then by sequence, then by
 * content hash: a total order for every source whose versions and times agree with each other.
 */
export function compareSourceOrder(a: SourceOrder, b: SourceOrder): number {
  return compareStatedOrder(a, b) || compareText(a.hash, b.hash);
}

/** The same without the tie-break by content: zero means that the source itself calls both the same moment. */
export function compareStatedOrder(a: SourceOrder, b: SourceOrder): number {
  return (
    compareVersions(a.version, b.version) ||
    compareInstants(a.at, b.at) ||
    compareSequences(a.sequence, b.sequence)
  );
}

/** A version that does not count (an ETag, a hash) says that something changed, not which is newer. */
function compareVersions(a: string | undefined, b: string | undefined): number {
  return isCount(a) && isCount(b) ? compareCounts(a, b) : 0;
}

function compareSequences(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (isCount(a) && isCount(b)) return compareCounts(a, b);
  return compareText(a, b);
}

const isCount = (text: string | undefined): text is string => text !== undefined && /^\d+$/.test(text);

/** Longer means greater once leading zeros are gone; no number type holds every version. */
function compareCounts(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '');
  const right = b.replace(/^0+(?=\d)/, '');
  return left.length - right.length || compareText(left, right);
}

/** By time, not by text. Whole seconds as numbers, then the fraction as text, because ERPs send up to nine digits of it. */
export function compareInstants(a: string, b: string): number {
  if (a === b) return 0;
  const left = splitInstant(a);
  const right = splitInstant(b);
  return left.seconds - right.seconds || compareText(left.fraction, right.fraction);
}

function splitInstant(instant: string): { seconds: number; fraction: string } {
  const point = /\.(\d+)/.exec(instant);
  const fraction = (point?.[1] ?? '').replace(/0+$/, '');
  return { seconds: Date.parse(instant.replace(/\.\d+/, '')), fraction };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
