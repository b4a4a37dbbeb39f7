import type { Entity } from '../../../../domain/canonical/change.ts';
import type { Connector } from '../connectors.ts';
import { isJsonList, isJsonObject, valueAt, type JsonValue } from '../lossless-json.ts';
import { recognisedResource, resourceNamed } from '../mapping/find-resource.ts';

interface Kind {
  readonly entity: Entity;
  readonly resource?: string | undefined;
}

/** The records of a body as the ERP answers it: a single record, wrapped as the manifest says, or a page or list of them. */
export function fetchedRecords(
  connector: Connector,
  { entity, resource }: Kind,
  json: JsonValue,
): JsonValue[] {
  if (isJsonList(json)) return [...json];
  const named =
    resource === undefined ? recognisedResource(connector, entity, json) : resourceNamed(connector, resource);
  const page = named?.rule.pull && valueAt(json, named.rule.pull.records);
  if (isJsonList(page)) return [...page];
  const record = named?.rule.fetch && valueAt(json, named.rule.fetch.record);
  return [isJsonObject(record) ? record : json];
}
