import type { Cloud } from '../cloud.ts';
import type { Json } from '../template/json.ts';
import { asText } from '../template/json.ts';
import { physicalName } from '../template/physical-name.ts';
import type { Identity, Resource, UnidentifiedResource } from '../template/resolver.ts';

/** Where the resources live: what identities are made of. Everything in it is known before any resource exists. */
export interface Place {
  readonly region: string;
  readonly account: string;
  queueUrl(queueName: string): string;
  /** Base address of an HTTP API, `stack/logicalId`. */
  apiEndpoint(resourceKey: string): string;
}

/** How the embedded cloud deals with one CloudFormation type. */
export interface ResourceType {
  /** What `Ref` and `Fn::GetAtt` give. */
  identify(resource: UnidentifiedResource, place: Place): Identity;
  /** Makes it exist; called after everything it refers to exists. */
  provision?(resource: Resource, cloud: Cloud): Promise<void> | void;
  /** Lets it act: poll, fire, listen. Called once every resource exists. */
  activate?(resource: Resource, cloud: Cloud): Promise<void> | void;
}

/** The name the template gives, or a stable one made from stack and logical id. */
export function nameOf(resource: UnidentifiedResource, property: string): string {
  return asText(resource.properties[property]) ?? physicalName(resource.stack, resource.logicalId);
}

export function requiredText(resource: UnidentifiedResource, property: string): string {
  return requireText(
    resource.properties[property],
    `${resource.type} ${resource.logicalId} needs ${property}`,
  );
}

export function requireText(value: Json | undefined, complaint: string): string {
  const text = asText(value);
  if (text === undefined) throw new Error(`${complaint}.`);
  return text;
}

export function arn(place: Place, service: string, path: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${path}`;
}
