import type { StackTemplate, TemplateResource } from './assembly.ts';
import { asList, asObject, isJsonObject, type Json } from './json.ts';

/** `stack/logicalId`: unique over all stacks of an assembly. */
export const resourceKey = (stack: string, logicalId: string): string => `${stack}/${logicalId}`;

/** The resources that one resource names, in its own stack or through exports, and those it waits for. */
export function referencesOf(resource: TemplateResource, stacks: readonly StackTemplate[]): Set<string> {
  const names = new Set<string>();
  const found = { local: new Set(resource.dependsOn), imports: new Set<string>() };
  collect(resource.properties, found);
  const own = stacks.find((stack) => stack.name === resource.stack);
  for (const name of found.local) if (own?.resources.has(name)) names.add(resourceKey(resource.stack, name));
  for (const name of found.imports) for (const key of exporters(name, stacks)) names.add(key);
  names.delete(resourceKey(resource.stack, resource.logicalId));
  return names;
}

interface Mentions {
  readonly local: Set<string>;
  readonly imports: Set<string>;
}

function collect(expression: Json, found: Mentions): void {
  if (Array.isArray(expression)) {
    for (const item of expression as readonly Json[]) collect(item, found);
  } else if (isJsonObject(expression)) {
    for (const [name, value] of Object.entries(expression)) collectMember(name, value, found);
  }
}

function collectMember(name: string, value: Json, found: Mentions): void {
  if (name === 'Ref' && typeof value === 'string') found.local.add(value);
  else if (name === 'Fn::GetAtt') found.local.add(firstPart(value));
  else if (name === 'Fn::Sub') collectSubstitutions(value, found);
  else if (name === 'Fn::ImportValue' && typeof value === 'string') found.imports.add(value);
  else collect(value, found);
}

function collectSubstitutions(value: Json, found: Mentions): void {
  const [pattern, variables] = Array.isArray(value) ? asList(value) : [value];
  collect(variables ?? {}, found);
  if (typeof pattern !== 'string') return;
  for (const match of pattern.matchAll(/\$\{([^!}][^}]*)\}/g)) found.local.add(firstPart(match[1] ?? ''));
}

function firstPart(value: Json): string {
  const [first] = typeof value === 'string' ? value.split('.') : asList(value);
  return typeof first === 'string' ? first : '';
}

function exporters(exportName: string, stacks: readonly StackTemplate[]): string[] {
  return stacks.flatMap((stack) =>
    Object.values(stack.outputs)
      .filter((output) => asObject(asObject(output)['Export'])['Name'] === exportName)
      .flatMap((output) => mentioned(asObject(output)['Value'] ?? '', stack)),
  );
}

function mentioned(expression: Json, stack: StackTemplate): string[] {
  const found = { local: new Set<string>(), imports: new Set<string>() };
  collect(expression, found);
  return [...found.local]
    .filter((name) => stack.resources.has(name))
    .map((name) => resourceKey(stack.name, name));
}

/** The resources that the output of this name speaks of. */
export function resourcesBehindOutput(name: string, stacks: readonly StackTemplate[]): string[] {
  return stacks.flatMap((stack) => {
    const output = stack.outputs[name];
    return output === undefined ? [] : mentioned(asObject(output)['Value'] ?? '', stack);
  });
}
