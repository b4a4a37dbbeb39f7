import { statSync } from 'node:fs';
import { functionVariables } from '../endpoints.ts';
import { asNumber, asObject, asText, type JsonObject } from '../template/json.ts';
import type { Resource } from '../template/resolver.ts';
import { arn, nameOf, requireText, type ResourceType } from './resource-type.ts';

/** What Lambda takes where the template says nothing. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

export const lambdaFunction: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'FunctionName');
    return { ref: name, attributes: { Arn: arn(place, 'lambda', `function:${name}`) } };
  },
  provision: (resource, cloud) => {
    const { properties } = resource;
    const spec = {
      name: resource.ref,
      arn: resource.attributes['Arn'] ?? '',
      logicalId: resource.logicalId,
      codeFolder: codeFolder(resource, cloud.assets),
      handler: requireText(properties['Handler'], `${resource.logicalId} needs a Handler`),
      environment: variables(asObject(asObject(properties['Environment'])['Variables'])),
      timeoutMs: 1000 * (asNumber(properties['Timeout']) ?? DEFAULT_TIMEOUT_SECONDS),
      memoryMb: asNumber(properties['MemorySize']) ?? DEFAULT_MEMORY_MB,
      reservedConcurrency: asNumber(properties['ReservedConcurrentExecutions']),
      deadLetterArn: asText(asObject(properties['DeadLetterConfig'])['TargetArn']),
    };
    cloud.services.lambda.define(spec, functionVariables(cloud.services.endpoints));
  },
};

function codeFolder(resource: Resource, assets: ReadonlyMap<string, string>): string {
  const key = asText(asObject(resource.properties['Code'])['S3Key']);
  const folder = key === undefined ? undefined : assets.get(key);
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `The code of ${resource.logicalId} is no folder asset of the assembly (S3Key ${key ?? 'missing'}).`,
    );
  }
  return folder;
}

function variables(declared: JsonObject): Record<string, string> {
  const entries = Object.entries(declared).map(([name, value]) => [
    name,
    requireText(value, `${name} has no text`),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
