import { buildConnector, type Connector } from '../../../../functions/shared/erp/connectors.ts';
import type { Finding } from '../finding.ts';
import { placeOf } from '../payload-leaves.ts';
import { fieldsOf, findingAt, outcomeWith, type Probe, type Subject } from '../probes.ts';
import { outcomeOf, type Sample } from '../samples.ts';

const NAIVE = /^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const OTHER_TIME = '2026-07-01 10:20:30';

/** A time without offset means nothing without a zone: in another zone it has to be another instant. */
export async function timeFindings(subject: Subject, probe: Probe): Promise<Finding[]> {
  const { sample, leaf } = probe;
  if (typeof leaf.value !== 'string' || !NAIVE.test(leaf.value)) return [];
  const here = await instantsOf(inZone(subject.connector, 'UTC'), sample);
  const there = await instantsOf(inZone(subject.connector, 'Asia/Tokyo'), sample);
  const changed = await outcomeWith(subject, probe, OTHER_TIME);
  const after = 'record' in changed ? fieldsOf(changed.record) : undefined;
  const before = fieldsOf(sample.record);
  const isUndeclared = subject.connector.manifest.values.zone === undefined;
  const how = isUndeclared ? 'and no zone is declared' : 'and does not move with the zone';
  return [...here]
    .filter(([place]) => after !== undefined && after.get(place)?.value !== before.get(place)?.value)
    .filter(([place, { value }]) => isUndeclared || there.get(place)?.value === value)
    .map(([, { path }]) => {
      const sentence = `is made of ${placeOf(leaf.path)}, a time without offset, ${how}`;
      return findingAt(subject, { rule: 'missing-zone', sample, field: path, sentence });
    });
}

function inZone({ manifest, sources }: Connector, zone: string): Connector {
  return buildConnector({ ...manifest, values: { ...manifest.values, zone } }, sources);
}

async function instantsOf(connector: Connector, sample: Sample) {
  const outcome = await outcomeOf(connector, sample);
  const fields = 'record' in outcome ? [...fieldsOf(outcome.record)] : [];
  return new Map(fields.filter(([, { value }]) => typeof value === 'string' && INSTANT.test(value)));
}
