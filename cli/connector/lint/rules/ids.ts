import { textAt, valueAt } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Finding } from '../finding.ts';
import { placeOf, type Path } from '../payload-leaves.ts';
import { fieldsOf, findingAt, nameOf, outcomeWith, type Probe, type Subject } from '../probes.ts';
import type { Sample } from '../samples.ts';

/** A record's id is the one the manifest calls immutable. */
export function idFindings(subject: Subject): Finding[] {
  const { identity, resources } = subject.connector.manifest;
  return subject.samples
    .filter(({ resource }) => resources[resource]?.partOf === undefined)
    .flatMap((sample) => {
      const immutable = textAt(sample.payload, identity.id);
      const mapped = textAt(sample.record, 'externalId');
      const isSame = (identity.letterCase === 'lower' ? immutable?.toLowerCase() : immutable) === mapped;
      return immutable === undefined || isSame ? [] : [notTheId(subject, sample, identity.id)];
    });
}

function notTheId(subject: Subject, sample: Sample, id: string): Finding {
  const sentence = `is not what stands at ${id}, which the manifest calls the immutable id`;
  return findingAt(subject, { rule: 'number-as-id', sample, field: ['externalId'], sentence });
}

/** The id of each, and the number that people know it by. */
const NUMBER_OF: Readonly<Record<string, string>> = {
  externalId: 'number',
  debtorExternalId: 'debtorNumber',
  productExternalId: 'productNumber',
};

/** An id that changes together with the number is the number, unless the manifest says that it is the key and may be renamed. */
export async function numberFindings(subject: Subject, probe: Probe): Promise<Finding[]> {
  const { sample, leaf } = probe;
  if (subject.connector.manifest.identity.numbers === 'renamed' || typeof leaf.value !== 'string') return [];
  const pairs = idsEqualTo(sample, leaf.value);
  if (pairs.length === 0) return [];
  const outcome = await outcomeWith(subject, probe, 'Zz-4711');
  if (!('record' in outcome)) return [];
  const fields = fieldsOf(outcome.record);
  const isChanged = (path: Path) =>
    String(fields.get(JSON.stringify(path))?.value ?? '').toUpperCase() === 'ZZ-4711';
  return pairs
    .filter(({ id, number }) => isChanged(id) && isChanged(number))
    .map(({ id, number }) => {
      const sentence = `is made of ${placeOf(leaf.path)}, as is ${placeOf(number)}`;
      return findingAt(subject, { rule: 'number-as-id', sample, field: id, sentence });
    });
}

function idsEqualTo({ record }: Sample, text: string): { id: Path; number: Path }[] {
  return [...fieldsOf(record).values()].flatMap(({ path, value }) => {
    const numberName = NUMBER_OF[nameOf(path)];
    if (numberName === undefined || String(value).toLowerCase() !== text.toLowerCase()) return [];
    const number = [...path.slice(0, -1), numberName];
    return valueAt(record, number.join('.')) === undefined ? [] : [{ id: path, number }];
  });
}
