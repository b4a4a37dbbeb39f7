import type { Entity } from '../../../../domain/canonical/change.ts';
import type { Connector } from '../connectors.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { Resource } from '../manifest/resource.ts';

export interface NamedResource {
  readonly name: string;
  readonly rule: Resource;
}

/** The resource of that name. Throws when the manifest has none: names come from the manifest itself. */
export function resourceNamed(connector: Connector, name: string): NamedResource {
  const { resources } = connector.manifest;
  const rule = Object.hasOwn(resources, name) ? resources[name] : undefined;
  if (rule === undefined) throw new Error(`The connector ${connector.name} has no resource "${name}".`);
  return { name, rule };
}

export function resourcesOf(connector: Connector, entity: Entity): NamedResource[] {
  return Object.entries(connector.manifest.resources)
    .map(([name, rule]) => ({ name, rule }))
    .filter(({ rule }) => rule.entity === entity);
}

/** Which resource of an entity a payload is: the first whose patterns it fits, else the entity's first resource. */
export function recognisedResource(
  connector: Connector,
  entity: Entity,
  payload: JsonValue,
): NamedResource | undefined {
  const candidates = resourcesOf(connector, entity);
  return candidates.find(({ rule }) => isRecognised(rule, payload)) ?? candidates[0];
}

function isRecognised(rule: Resource, payload: JsonValue): boolean {
  const patterns = Object.entries(rule.recognise);
  return patterns.length > 0 && patterns.every(([path, pattern]) => fits(textAt(payload, path), pattern));
}

function fits(text: string | undefined, pattern: string): boolean {
  return text !== undefined && new RegExp(pattern).test(text);
}
