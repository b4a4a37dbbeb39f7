import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Finding } from '../finding.ts';
import { leavesOf, placeOf } from '../payload-leaves.ts';
import { fieldsOf, findingAt, nameOf, outcomeWith, type Probe, type Subject } from '../probes.ts';

/** Fields of our shapes that hold one of few words. */
const WORDS = new Set(['kind', 'status', 'block', 'state']);
const UNKNOWN = 'Zz unknown';

const isWord = (value: JsonValue): value is string =>
  typeof value === 'string' && /^\p{L}[\p{L} _-]{0,40}$/u.test(value);
const isCode = (value: JsonValue): value is string => typeof value === 'string' && /^\d{1,3}$/.test(value);

/** A word or code that no table knows must not become one of ours. */
export async function wordFindings(subject: Subject, probe: Probe): Promise<Finding[]> {
  const { sample, leaf } = probe;
  const seen = valuesAt(subject, probe);
  if (!isOfTable(seen) || !seen.includes(leaf.value)) return [];
  const outcome = await outcomeWith(subject, probe, UNKNOWN);
  if (!('record' in outcome) || isHandedOn(outcome.record)) return [];
  const guessed = await fieldsThatVary(subject, { ...probe, seen }, outcome.record);
  return guessed.map(({ path, value }) => {
    const sentence = `becomes "${String(value)}" for "${UNKNOWN}" at ${placeOf(leaf.path)}, which nobody described`;
    return findingAt(subject, { rule: 'enum-guessed', sample, field: path, sentence });
  });
}

/** A place of words, or of codes: one that knows but 0 and 1 is a flag. Quantities are told from codes by what is no number: they refuse it. */
const isOfTable = (seen: readonly JsonValue[]): boolean =>
  seen.some(isWord) || (seen.every(isCode) && seen.some((code) => Number(code) > 1));

/** What stands in a record as it came is a name, a unit, a quantity: no word of a table. */
const isHandedOn = (record: JsonValue): boolean =>
  leavesOf(record).some(({ value }) => typeof value === 'string' && value.includes(UNKNOWN));

interface SeenProbe extends Probe {
  readonly seen: readonly JsonValue[];
}

/** Words that another value at the place, seen in any vector, changes. */
async function fieldsThatVary(subject: Subject, probe: SeenProbe, record: JsonValue) {
  const words = [...fieldsOf(record).entries()].filter(([, { path }]) => WORDS.has(nameOf(path)));
  const varying = new Set<string>();
  for (const value of probe.seen) {
    const outcome = await outcomeWith(subject, probe, value);
    if (!('record' in outcome)) continue;
    const fields = fieldsOf(outcome.record);
    for (const [place, field] of words) if (fields.get(place)?.value !== field.value) varying.add(place);
  }
  return words.filter(([place]) => varying.has(place)).map(([, field]) => field);
}

/** The words or codes that any vector of the record type shows at a place. */
function valuesAt({ samples }: Subject, { sample, leaf }: Probe): JsonValue[] {
  const place = placeOf(leaf.path);
  const alike = samples.filter(({ resource }) => resource === sample.resource);
  const leaves = alike.flatMap(({ payload }) => leavesOf(payload));
  const values = leaves.filter(({ path }) => placeOf(path) === place).map(({ value }) => value);
  const texts = new Set(values.filter((value) => typeof value === 'string' && value !== ''));
  return [...texts].some(isWord) ? [...texts].filter(isWord) : [...texts];
}
