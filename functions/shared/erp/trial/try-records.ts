import type { Change, Entity } from '../../../../domain/canonical/change.ts';
import { MappingError, type FieldProblem } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import { ignoreReason, isComplete, mapToCanonical, totalsTolerance } from '../map-to-canonical.ts';
import { recognisedResource } from '../mapping/find-resource.ts';
import { idPath } from '../fetch/id-path.ts';
import { tombstoneOf } from './tombstone.ts';

/** A record that a body carries or names. */
export interface Subject {
  readonly entity: Entity;
  readonly resource?: string | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Missing: the body only names the record. */
  readonly payload?: JsonValue | undefined;
  /** The change that announced it, and its position; missing where the body is a record as fetched. */
  readonly announced?: { readonly index: number; readonly change: Change } | undefined;
}

/** What became of one record. `canonical` and `change` are positions in the lists of those names. */
export interface TriedRecord {
  readonly entity: Entity;
  readonly resource?: string | undefined;
  readonly externalId: string | null;
  readonly change?: number | undefined;
  /** `named`: the body names it only, so that it has to be read from the ERP. */
  readonly outcome: 'mapped' | 'deleted' | 'named' | 'ignored' | 'failed';
  readonly canonical?: number | undefined;
  /** How the mapped record is stored. */
  readonly payload?: 'complete' | 'partial' | undefined;
  readonly tolerance?: string | undefined;
  readonly reason?: string | undefined;
  readonly problems?: readonly FieldProblem[] | undefined;
}

export interface Tried {
  readonly records: readonly TriedRecord[];
  readonly canonical: readonly object[];
}

/** Maps the records one after the other; one that does not map does not hide the others. */
export async function tryRecords(connector: Connector, subjects: readonly Subject[]): Promise<Tried> {
  const records: TriedRecord[] = [];
  const canonical: object[] = [];
  for (const subject of subjects) {
    const { shown, ...outcome } = await outcomeOf(connector, subject);
    records.push({
      ...identityOf(connector, subject, shown),
      ...outcome,
      ...(shown && { canonical: canonical.length }),
    });
    if (shown) canonical.push(shown);
  }
  return { records, canonical };
}

type Outcome = Pick<TriedRecord, 'outcome' | 'payload' | 'tolerance' | 'reason' | 'problems' | 'resource'> & {
  readonly shown?: object | undefined;
};

async function outcomeOf(connector: Connector, subject: Subject): Promise<Outcome> {
  const { payload, announced, entity } = subject;
  if (announced?.change.change === 'deleted' && announced.change.externalId !== null)
    return { outcome: 'deleted', shown: tombstoneOf(entity, announced.change.externalId)[0] };
  if (payload === undefined) return { outcome: 'named' };
  try {
    return await mapped(connector, { ...subject, payload });
  } catch (error) {
    if (error instanceof MappingError) return { outcome: 'failed', problems: error.problems };
    throw error;
  }
}

async function mapped(
  connector: Connector,
  { entity, resource, settings, payload }: Subject & { readonly payload: JsonValue },
): Promise<Outcome> {
  const source = { entity, resource, settings, payload };
  const reason = ignoreReason(connector, source);
  if (reason !== undefined) return { outcome: 'ignored', reason };
  const shown = await mapToCanonical(connector, source);
  const name = resource ?? recognisedResource(connector, entity, payload)?.name ?? '';
  return {
    outcome: 'mapped',
    shown,
    resource: name,
    payload: isComplete(connector, name) ? 'complete' : 'partial',
    tolerance: totalsTolerance(connector, name),
  };
}

/** The id of a fetched record stands in its canonical form, or, where it did not map, where the manifest says. */
function identityOf(
  connector: Connector,
  { entity, resource, payload, announced }: Subject,
  shown: object | undefined,
): Pick<TriedRecord, 'entity' | 'resource' | 'externalId' | 'change'> {
  const common = { entity, ...(resource !== undefined && { resource }) };
  if (announced) return { ...common, externalId: announced.change.externalId, change: announced.index };
  const id = shown && 'externalId' in shown ? shown.externalId : undefined;
  const rule = resource === undefined ? undefined : connector.manifest.resources[resource]?.fetch;
  const written = payload === undefined ? undefined : textAt(payload, idPath(connector, rule));
  return { ...common, externalId: typeof id === 'string' ? id : (written ?? null) };
}
