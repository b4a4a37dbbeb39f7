import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asList, asObject, asStrings, asText, isJsonObject, type Json, type JsonObject } from './json.ts';

/** One resource as the template declares it; its properties still carry intrinsic functions. */
export interface TemplateResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
}

export interface StackTemplate {
  readonly name: string;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  readonly resources: ReadonlyMap<string, TemplateResource>;
}

/** A synthesised application: its stacks, and where each file asset lies on disk by its object key. */
export interface Assembly {
  readonly folder: string;
  readonly stacks: readonly StackTemplate[];
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads what `cdk synth` wrote; nested stages are read along. */
export function readAssembly(folder: string): Assembly {
  const assets = new Map<string, string>();
  const stacks: StackTemplate[] = [];
  readFolder(folder, { stacks, assets });
  if (stacks.length === 0)
    throw new Error(`The assembly ${folder} holds no stack; synthesise the app first.`);
  return { folder, stacks, assets };
}

interface Found {
  readonly stacks: StackTemplate[];
  readonly assets: Map<string, string>;
}

function readFolder(folder: string, found: Found): void {
  const artifacts = asObject(readJson(join(folder, 'manifest.json'))['artifacts']);
  for (const [id, artifact] of Object.entries(artifacts))
    readArtifact(folder, { id, ...asObject(artifact) }, found);
}

function readArtifact(folder: string, artifact: JsonObject, found: Found): void {
  const properties = asObject(artifact['properties']);
  const type = artifact['type'];
  if (type === 'aws:cloudformation:stack') found.stacks.push(readStack(folder, artifact, properties));
  if (type === 'cdk:asset-manifest') readAssets(folder, asText(properties['file']) ?? '', found.assets);
  if (type === 'cdk:cloud-assembly')
    readFolder(join(folder, asText(properties['directoryName']) ?? ''), found);
}

function readStack(folder: string, artifact: JsonObject, properties: JsonObject): StackTemplate {
  const name = asText(properties['stackName']) ?? asText(artifact['id']) ?? '';
  const template = readJson(join(folder, asText(properties['templateFile']) ?? ''));
  const resources = Object.entries(asObject(template['Resources'])).map(
    ([logicalId, resource]) => [logicalId, readResource(name, logicalId, asObject(resource))] as const,
  );
  return {
    name,
    parameters: asObject(template['Parameters']),
    mappings: asObject(template['Mappings']),
    conditions: asObject(template['Conditions']),
    outputs: asObject(template['Outputs']),
    resources: new Map(resources),
  };
}

function readResource(stack: string, logicalId: string, declared: JsonObject): TemplateResource {
  const dependsOn = declared['DependsOn'];
  return {
    stack,
    logicalId,
    type: asText(declared['Type']) ?? '',
    properties: asObject(declared['Properties']),
    dependsOn: typeof dependsOn === 'string' ? [dependsOn] : asStrings(dependsOn),
    condition: asText(declared['Condition']),
  };
}

function readAssets(folder: string, file: string, assets: Map<string, string>): void {
  for (const asset of Object.values(asObject(readJson(join(folder, file))['files']))) {
    const source = asText(asObject(asObject(asset)['source'])['path']);
    if (source) for (const key of objectKeys(asObject(asset))) assets.set(key, join(folder, source));
  }
}

function objectKeys(asset: JsonObject): string[] {
  const destinations = Object.values(asObject(asset['destinations']));
  return destinations.flatMap((destination) =>
    asStrings(asList([asObject(destination)['objectKey'] ?? null])),
  );
}

function readJson(file: string): JsonObject {
  if (!existsSync(file)) throw new Error(`${file} is missing; synthesise the app first (npm run synth).`);
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as Json;
  if (!isJsonObject(parsed)) throw new Error(`${file} is not a JSON object.`);
  return parsed;
}
