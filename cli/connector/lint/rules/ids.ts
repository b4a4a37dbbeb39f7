import { textAt, type JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Manifest } from '../../../../functions/shared/erp/manifest/manifest.ts';
import type { Finding } from '../finding.ts';
import { leavesOf, type Path } from '../payload-leaves.ts';
import { findingAt, nameOf, type Subject } from '../probes.ts';
import type { Sample } from '../samples.ts';

/** A record's id is the one the manifest calls immutable, and what refers to a record does so by that id. */
export const idFindings = (subject: Subject): Finding[] =>
  subject.samples.flatMap((sample) => [...ownId(subject, sample), ...references(subject, sample)]);

function ownId(subject: Subject, sample: Sample): Finding[] {
  if (subject.connector.manifest.resources[sample.resource]?.partOf !== undefined) return [];
  const sentence = faultOfId(subject.connector.manifest.identity, sample);
  if (sentence === undefined) return [];
  return [findingAt(subject, { rule: 'number-as-id', sample, field: ['externalId'], sentence })];
}

function faultOfId({ id, letterCase, numbers }: Manifest['identity'], sample: Sample): string | undefined {
  const immutable = textAt(sample.payload, id);
  const mapped = textAt(sample.record, 'externalId');
  if (immutable === undefined) return undefined;
  if ((letterCase === 'lower' ? immutable.toLowerCase() : immutable) !== mapped)
    return `is not what stands at ${id}, which the manifest calls the immutable id`;
  const isNumber = numbers === 'change-on-posting' && textAt(sample.record, 'number') === mapped;
  return isNumber ? 'is the number, too, which the manifest says changes on posting' : undefined;
}

/** What refers to which records. */
const REFERENCES: Readonly<Record<string, string>> = {
  debtorExternalId: 'debtor',
  mergedInto: 'debtor',
  productExternalId: 'product',
  replacedBy: 'product',
};

/** A reference that is the number of a record shown elsewhere, and the id of none, leads nowhere. */
function references(subject: Subject, sample: Sample): Finding[] {
  return referencesIn(sample.record).flatMap(({ path, value }) => {
    const shown = subject.samples.filter(({ entity }) => entity === REFERENCES[nameOf(path)]);
    const has = (name: string) => shown.some(({ record }) => textAt(record, name) === value);
    if (has('externalId') || !has('number')) return [];
    const sentence = `is ${value}, the number of a ${REFERENCES[nameOf(path)] ?? 'record'} whose id is another`;
    return [findingAt(subject, { rule: 'number-as-id', sample, field: path, sentence })];
  });
}

function referencesIn(record: JsonValue): { path: Path; value: string }[] {
  return leavesOf(record).flatMap(({ path, value }) =>
    typeof value === 'string' && Object.hasOwn(REFERENCES, nameOf(path)) ? [{ path, value }] : [],
  );
}
