import type { Json, JsonObject, Resource } from './synthesised.ts';

/** The resource that a `Ref`, `Fn::GetAtt` or import of another stack's output points to. */
export function targetOf(reference: Json | undefined, from: Resource, all: readonly Resource[]): Resource {
  const name = nameIn(reference);
  const target = all.find(
    (resource) =>
      (resource.stack === from.stack && resource.logicalId === name) ||
      // The CDK spells the logical id out in the names of exports.
      new RegExp(`^${resource.stack}:ExportsOutput(Ref|FnGetAtt)${resource.logicalId}`).test(name),
  );
  if (!target) throw new Error(`${from.logicalId} refers to ${name}, which no stack declares.`);
  return target;
}

function nameIn(reference: Json | undefined): string {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported } = objectIn(reference);
  const name = Ref ?? (Array.isArray(attribute) ? attribute[0] : attribute) ?? imported;
  if (typeof name !== 'string') throw new Error(`Not a reference: ${JSON.stringify(reference)}`);
  return name;
}

export function objectIn(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`Not an object: ${JSON.stringify(value)}`);
  return value;
}

export function listIn(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function textIn(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`Not text: ${JSON.stringify(value)}`);
  return value;
}
