import { randomBytes } from 'node:crypto';
import { asNumber, asObject, asText, isJsonObject, type Json, type JsonObject } from '../template/json.ts';
import { arn, nameOf, type ResourceType } from './resource-type.ts';

const DEFAULT_LENGTH = 32;

/** Its value is made once; later boots and deployments of other values leave it alone. */
export const secret: ResourceType = {
  identify: (resource, place) => {
    const secretArn = arn(place, 'secretsmanager', `secret:${nameOf(resource, 'Name')}`);
    return { ref: secretArn, attributes: { Id: secretArn, Name: nameOf(resource, 'Name') } };
  },
  provision: async (resource, { services }) => {
    await services.secretsManager.ensureSecret(
      resource.attributes['Name'] ?? '',
      valueOf(resource.properties),
    );
  },
};

function valueOf({ SecretString: text, GenerateSecretString: generate }: JsonObject): string {
  return asText(text) ?? (isJsonObject(generate) ? generated(generate) : '');
}

/** A random text, alone or as one member of a given JSON object. */
function generated(wish: JsonObject): string {
  const length = asNumber(wish['PasswordLength']) ?? DEFAULT_LENGTH;
  const random = randomBytes(length).toString('base64url').slice(0, length);
  const member = asText(wish['GenerateStringKey']);
  if (member === undefined) return random;
  const template = JSON.parse(asText(wish['SecretStringTemplate']) ?? '{}') as Json;
  return JSON.stringify({ ...asObject(template), [member]: random });
}
