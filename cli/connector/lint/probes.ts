import type { Connector } from '../../../functions/shared/erp/connectors.ts';
import type { JsonValue } from '../../../functions/shared/erp/lossless-json.ts';
import type { Finding, RuleName } from './finding.ts';
import { leavesOf, placeOf, withValue, type Leaf, type Path } from './payload-leaves.ts';
import { outcomeOf, type Outcome, type Sample } from './samples.ts';
import { lineOfMember } from './source-lines.ts';

/** A connector with the records its vectors show. */
export interface Subject {
  readonly connector: Connector;
  /** The text of connector.json. */
  readonly manifestText: string;
  readonly samples: readonly Sample[];
}

/** A place of a payload, to be filled with something else. */
export interface Probe {
  readonly sample: Sample;
  readonly leaf: Leaf;
}

/** Two records show what a place does; further ones would say the same more slowly. */
const SAMPLES_PER_PLACE = 2;

export function probesOf({ samples }: Subject): Probe[] {
  const seen = new Map<string, number>();
  return samples.flatMap((sample) =>
    leavesOf(sample.payload).flatMap((leaf) => {
      const place = `${sample.resource} ${placeOf(leaf.path)}`;
      const count = seen.get(place) ?? 0;
      seen.set(place, count + 1);
      return count < SAMPLES_PER_PLACE ? [{ sample, leaf }] : [];
    }),
  );
}

/** What becomes of a sample with another value at a place. */
export const outcomeWith = (
  { connector }: Subject,
  { sample, leaf }: Probe,
  value: JsonValue,
): Promise<Outcome> =>
  outcomeOf(connector, { ...sample, payload: withValue(sample.payload, leaf.path, value) });

/** The leaves of a record by their place, `lines[0].net` apart from `lines[1].net`. */
export const fieldsOf = (record: JsonValue): ReadonlyMap<string, Leaf> =>
  new Map(leavesOf(record).map((leaf) => [JSON.stringify(leaf.path), leaf]));

export const nameOf = (path: Path): string => String(path.at(-1) ?? '');

interface Found {
  readonly rule: RuleName;
  readonly sample: Sample;
  /** The field of our shape that comes out wrong. */
  readonly field: Path;
  readonly sentence: string;
}

/** A finding where the field is mapped: in the mapping of the record or of its lines, else in the manifest. */
export function findingAt({ connector, manifestText }: Subject, found: Found): Finding {
  const { rule, sample, field } = found;
  const sentence = `${placeOf(field)} ${found.sentence} (vector ${sample.vector})`;
  const mapping = connector.manifest.resources[sample.resource]?.mapping;
  if (mapping?.kind !== 'expression')
    return { rule, file: 'connector.json', line: lineOfMember(manifestText, sample.resource), sentence };
  const file = field[0] === 'lines' && mapping.lines !== undefined ? mapping.lines.file : mapping.file;
  return { rule, file, line: lineOfMember(connector.sources[file] ?? '', nameOf(field)), sentence };
}
