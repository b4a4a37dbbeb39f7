import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Finding } from '../finding.ts';
import { leavesOf, placeOf } from '../payload-leaves.ts';
import { fieldsOf, findingAt, nameOf, outcomeWith, type Probe, type Subject } from '../probes.ts';

/** Fields of our shapes that hold one of few words. */
const WORDS = new Set(['kind', 'status', 'block', 'state']);
const UNKNOWN = 'Zz unknown';

const isWord = (value: JsonValue): value is string =>
  typeof value === 'string' && /^\p{L}[\p{L} _-]{0,40}$/u.test(value);

/** A word that no table knows must not become one of ours. */
export async function wordFindings(subject: Subject, probe: Probe): Promise<Finding[]> {
  const { sample, leaf } = probe;
  if (!isWord(leaf.value)) return [];
  const outcome = await outcomeWith(subject, probe, UNKNOWN);
  if (!('record' in outcome) || isHandedOn(outcome.record)) return [];
  const guessed = await fieldsThatVary(subject, probe, outcome.record);
  return guessed.map(({ path, value }) => {
    const sentence = `becomes "${String(value)}" for a word at ${placeOf(leaf.path)} that nobody described`;
    return findingAt(subject, { rule: 'enum-guessed', sample, field: path, sentence });
  });
}

/** What stands in a record as it came is a name, a unit, a code: no word of a table. */
const isHandedOn = (record: JsonValue): boolean =>
  leavesOf(record).some(({ value }) => typeof value === 'string' && value.includes(UNKNOWN));

/** Words that another value at the place, seen in any vector, changes. */
async function fieldsThatVary(subject: Subject, probe: Probe, record: JsonValue) {
  const others = [...fieldsOf(record).entries()].filter(([, { path }]) => WORDS.has(nameOf(path)));
  const varying = new Set<string>();
  for (const value of valuesAt(subject, probe)) {
    const outcome = await outcomeWith(subject, probe, value);
    if (!('record' in outcome)) continue;
    const fields = fieldsOf(outcome.record);
    for (const [place, field] of others) if (fields.get(place)?.value !== field.value) varying.add(place);
  }
  return others.filter(([place]) => varying.has(place)).map(([, field]) => field);
}

function valuesAt({ samples }: Subject, { sample, leaf }: Probe): Set<string> {
  const place = placeOf(leaf.path);
  const alike = samples.filter(({ resource }) => resource === sample.resource);
  const leaves = alike.flatMap(({ payload }) => leavesOf(payload));
  return new Set(
    leaves
      .filter(({ path }) => placeOf(path) === place)
      .map(({ value }) => value)
      .filter(isWord),
  );
}
