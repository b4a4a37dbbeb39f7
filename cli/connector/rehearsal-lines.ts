import type { Rehearsed, RehearsedRecord } from './rehearsed.ts';
import { inWords } from './trial-lines.ts';

/** A rehearsal for people: a summary, then a block for each field that differs, however many records it differs in. */
export function linesOfRehearsal(rehearsed: Rehearsed): string[] {
  return [
    summary(rehearsed),
    ...notShownLines(rehearsed),
    ...findingsIn(rehearsed.items).flatMap(linesOfFinding),
  ];
}

function summary({ deliveries, counts }: Rehearsed): string {
  const records = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const verdicts = Object.entries(counts).filter(([verdict, count]) => count > 0 || verdict === 'equal');
  const told = verdicts.map(([verdict, count]) => `${count} ${verdict.replaceAll('-', ' ')}`);
  return `${counted(deliveries, 'delivery', 'deliveries')}, ${counted(records, 'record', 'records')}: ${told.join(', ')}`;
}

const notShownLines = ({ notShown }: Rehearsed): string[] =>
  notShown === 0
    ? []
    : [`${counted(notShown, 'record', 'records')} at the end of large pages were not looked at`];

/** One difference, in as many records as have it. */
interface Finding {
  readonly verdict: string;
  /** Without positions: `lines[].net`. */
  readonly field: string;
  readonly example: string;
  readonly record: RehearsedRecord;
  readonly count: number;
}

type Telling = Pick<Finding, 'field' | 'example'>;

function findingsIn(items: readonly RehearsedRecord[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const record of items) {
    for (const telling of tellings(record).filter(isFirstOfItsField)) {
      const key = `${record.verdict} ${telling.field}`;
      const known = findings.get(key) ?? { ...telling, verdict: record.verdict, record, count: 0 };
      findings.set(key, { ...known, count: known.count + 1 });
    }
  }
  return [...findings.values()].toSorted(
    (left, right) => weight(left) - weight(right) || right.count - left.count,
  );
}

/** Twenty lines that differ alike are one finding of the record. */
const isFirstOfItsField = ({ field }: Telling, index: number, all: readonly Telling[]): boolean =>
  all.findIndex((each) => each.field === field) === index;

/** What is worst comes first. */
const order = ['failing', 'still-failing', 'changed', 'mended', 'not-comparable'];
const weight = ({ verdict }: Finding): number => order.indexOf(verdict);

function tellings({ fields = [], problems = [], reason }: RehearsedRecord): Telling[] {
  return [
    ...fields.map(({ field, before, after }) => ({
      field: pattern(field),
      example: `${inWords(before)} → ${inWords(after)}`,
    })),
    ...problems.map(({ field, reason: why }) => ({ field: pattern(field), example: why })),
    ...(reason === undefined ? [] : [{ field: '', example: reason }]),
  ];
}

const pattern = (field: string): string => field.replaceAll(/\[\d+\]/g, '[]');

function linesOfFinding({ verdict, field, example, record, count }: Finding): string[] {
  const { entity = 'body', number, externalId, deliveryId } = record;
  const named = [entity, number ?? externalId].filter((part) => part !== null).join(' ');
  const title = [verdict.replaceAll('-', ' '), field].filter((part) => part !== '').join(': ');
  return [
    `${title} (${counted(count, 'record', 'records')})`,
    `  ${named}, delivery ${deliveryId}: ${example}`,
  ];
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
