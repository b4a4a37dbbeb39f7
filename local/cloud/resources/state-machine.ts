import { readFileSync } from 'node:fs';
import { asObject, asText, isJsonObject, type JsonObject } from '../template/json.ts';
import type { Resource } from '../template/resolver.ts';
import { arn, nameOf, requireText, type ResourceType } from './resource-type.ts';

export const stateMachine: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'StateMachineName');
    const machineArn = arn(place, 'states', `stateMachine:${name}`);
    return { ref: machineArn, attributes: { Arn: machineArn, Name: name } };
  },
  provision: async (resource, { services, assets }) => {
    await services.stepFunctions.putStateMachine({
      name: resource.attributes['Name'] ?? '',
      definition: substituted(
        definitionText(resource, assets),
        asObject(resource.properties['DefinitionSubstitutions']),
      ),
      ...(resource.properties['StateMachineType'] === 'EXPRESS' && { type: 'EXPRESS' }),
    });
  },
};

/** Inline as text or object, or a file asset. */
function definitionText({ logicalId, properties }: Resource, assets: ReadonlyMap<string, string>): string {
  const { Definition: inline, DefinitionString: text, DefinitionS3Location: location } = properties;
  if (isJsonObject(inline)) return JSON.stringify(inline);
  if (text !== undefined) return requireText(text, `${logicalId} needs a definition as text`);
  const file = assets.get(asText(asObject(location)['Key']) ?? '');
  if (file === undefined) throw new Error(`${logicalId} has no definition that the assembly holds.`);
  return readFileSync(file, 'utf8');
}

function substituted(definition: string, values: JsonObject): string {
  return definition.replace(/\$\{(\w+)\}/g, (placeholder, name: string) => {
    const value = asText(values[name]);
    return value === undefined ? placeholder : JSON.stringify(value).slice(1, -1);
  });
}
