import type { OutcomeCounts } from '../records/delivery.ts';
import type { Entity } from '../canonical/change.ts';
import type { Forecast, LoadPart, LoadResult } from './first-load.ts';

export interface Counted {
  readonly entity: Entity;
  readonly parts: readonly LoadPart[];
  readonly stated: number | undefined;
  readonly stored: number;
}

/** Both sides of an entity, and in words why they differ. */
export function explainResult({ entity, parts, stated, stored }: Counted): LoadResult {
  const read = sumOf(parts, (part) => part.read);
  return {
    ...{ entity, read, stored },
    ...(stated !== undefined && { stated }),
    remarks: [
      ...statedRemarks(stated, read),
      ...partsRemarks(parts),
      ...storedRemarks(parts, { read, stored }),
    ],
  };
}

function statedRemarks(stated: number | undefined, read: number): string[] {
  if (stated === undefined) return ['The ERP does not state how many it has.'];
  if (stated === read) return [];
  return [
    `The ERP states ${stated}, ${read} were read: some came or went meanwhile, or the ERP does not list all of them. A comparison tells which.`,
  ];
}

function partsRemarks(parts: readonly LoadPart[]): string[] {
  const left = sumOf(parts, leftOut);
  const parked = sumOf(parts, parkedIn);
  const isRestless = parts.some((part) => part.isRestless);
  return [
    ...(left > 0
      ? [`${left} are left out on purpose, such as drafts, suppliers, or orders that are none of ours.`]
      : []),
    ...(parked > 0 ? [`${parked} cannot be taken over as they are: ${whereReasonsAre(parts)}.`] : []),
    ...(isRestless
      ? ['Records kept moving between the pages; the next catch-up reads them again, best at a quiet hour.']
      : []),
  ];
}

const whereReasonsAre = (parts: readonly LoadPart[]): string =>
  isDry(parts) ? 'see the problems' : 'they wait among the parked deliveries';

/** Of a dry run nothing is stored, so that there is nothing to compare. */
function storedRemarks(
  parts: readonly LoadPart[],
  { read, stored }: { readonly read: number; readonly stored: number },
): string[] {
  if (isDry(parts)) return [];
  const expected = read - sumOf(parts, leftOut) - sumOf(parts, parkedIn);
  if (stored > expected)
    return [
      `${stored - expected} more are kept here than the load brought: known before, or told by webhooks. A comparison finds those that the ERP deleted.`,
    ];
  if (stored < expected)
    return [
      `${expected - stored} fewer are kept here than the load brought: deleted or merged meanwhile, or listed twice.`,
    ];
  return [];
}

const isDry = (parts: readonly LoadPart[]): boolean => parts.some(({ forecast }) => forecast !== undefined);

const outcome = (part: LoadPart, name: keyof OutcomeCounts & keyof Forecast): number =>
  part.counts?.[name] ?? part.forecast?.[name] ?? 0;
const leftOut = (part: LoadPart): number => outcome(part, 'ignored');
const parkedIn = (part: LoadPart): number => outcome(part, 'parked');

const sumOf = (parts: readonly LoadPart[], of: (part: LoadPart) => number): number =>
  parts.reduce((sum, part) => sum + of(part), 0);
