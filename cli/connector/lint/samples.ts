import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '../../../domain/canonical/change.ts';
import { MappingError, type FieldProblem } from '../../../domain/errors.ts';
import type { Connector } from '../../../functions/shared/erp/connectors.ts';
import { readChanges } from '../../../functions/shared/erp/envelope.ts';
import { parseLossless, type JsonValue } from '../../../functions/shared/erp/lossless-json.ts';
import { ignoreReason, mapToCanonical } from '../../../functions/shared/erp/map-to-canonical.ts';
import { recognisedResource } from '../../../functions/shared/erp/mapping/find-resource.ts';
import { fetchedRecords } from '../../../functions/shared/erp/trial/fetched-records.ts';
import { loadVectors, type Vector } from '../../../functions/shared/erp/trial/vector.ts';

/** A record of a vector that maps; rules change it and look what becomes of it. */
export interface Sample {
  readonly vector: string;
  readonly entity: Entity;
  readonly resource: string;
  readonly payload: JsonValue;
  readonly settings: Readonly<Record<string, string>>;
  readonly record: JsonValue;
}

export type Outcome = { readonly record: JsonValue } | { readonly problems: readonly FieldProblem[] };

/** What a connector makes of a payload: its record, or why it is parked. */
export async function outcomeOf(connector: Connector, input: Omit<Sample, 'record'>): Promise<Outcome> {
  const { entity, resource, payload, settings } = input;
  try {
    const record = await mapToCanonical(connector, { entity, resource, payload, settings });
    return { record: JSON.parse(JSON.stringify(record)) as JsonValue }; // canonical records are JSON without numbers
  } catch (error) {
    if (error instanceof MappingError) return { problems: error.problems };
    throw error;
  }
}

/** All records of a connector's vectors that map. */
export async function samplesOf(connector: Connector, folder: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [name, vector] of loadVectors(folder))
    for (const record of await recordsOf(connector, vector, folder)) {
      const input = { ...record, vector: name, settings: vector.meta.settings ?? {} };
      if (ignoreReason(connector, input) !== undefined) continue;
      const outcome = await outcomeOf(connector, input);
      if ('record' in outcome) samples.push({ ...input, record: outcome.record });
    }
  return samples;
}

type Raw = Pick<Sample, 'entity' | 'resource' | 'payload'>;

async function recordsOf(connector: Connector, vector: Vector, folder: string): Promise<Raw[]> {
  const json = parseLossless(bytesOf(vector, folder));
  if (!json.ok) return [];
  const { as: entity, resource } = vector;
  if (entity === undefined) return announcedRecords(connector, vector, json.value);
  return fetchedRecords(connector, { entity, resource }, json.value).flatMap((payload) =>
    named(connector, { entity, resource, payload }),
  );
}

const bytesOf = ({ bodyFile, body }: Vector, folder: string): Uint8Array =>
  bodyFile === undefined
    ? Buffer.from(body === undefined ? '' : JSON.stringify(body))
    : readFileSync(join(folder, 'vectors', bodyFile));

async function announcedRecords(connector: Connector, { meta }: Vector, json: JsonValue): Promise<Raw[]> {
  if (connector.manifest.webhook === undefined) return [];
  const { externalCompany, settings } = meta;
  const headers = lowerCase(meta.headers);
  const seen = { secrets: 'unchecked', externalCompany, settings, headers } as const;
  const { changes } = await readChanges(connector, json, seen);
  return changes
    .filter(({ change, data }) => change !== 'deleted' && data !== undefined)
    .flatMap(
      ({ entity, resource, data }) => named(connector, { entity, resource, payload: data as JsonValue }), // as the envelope read it
    );
}

const lowerCase = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function named(connector: Connector, raw: Omit<Raw, 'resource'> & { resource?: string | undefined }): Raw[] {
  const resource = raw.resource ?? recognisedResource(connector, raw.entity, raw.payload)?.name;
  return resource === undefined ? [] : [{ ...raw, resource }];
}
