import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { CURRENT, withVersion, type Secret } from '../secret.ts';
import type { SecretStore } from '../secret-store.ts';
import { sameValue, valueIn, valueShape } from './value-input.ts';
import { place } from '../../place.ts';

const inputSchema = z.object({
  ...valueShape,
  Name: z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/),
  Description: z.string().optional(),
});
type Input = z.infer<typeof inputSchema>;

/** Repeating a request with its token is no error; taking a name twice is. */
export async function createSecret(store: SecretStore, input: unknown): Promise<object> {
  const request = inputSchema.parse(input);
  const existing = store.find(request.Name);
  if (existing) return repeated(existing, request);
  const secret = created(request, store.clock.now());
  await store.save(secret);
  return shown(secret, request);
}

function created(request: Input, now: number): Secret {
  const value = valueIn(request);
  const arn = `arn:aws:secretsmanager:${place.region}:${place.account}:secret:${request.Name}-${randomBytes(3).toString('hex')}`;
  const secret: Secret = {
    name: request.Name,
    arn,
    description: request.Description,
    createdAt: now,
    changedAt: now,
    versions: {},
    stages: {},
  };
  return value
    ? withVersion(secret, { id: request.ClientRequestToken, value, stages: [CURRENT], now })
    : secret;
}

function repeated(existing: Secret, request: Input): object {
  const version = existing.versions[request.ClientRequestToken];
  if (version && sameValue(version, valueIn(request))) return shown(existing, request);
  throw new AwsError('ResourceExistsException', `The secret ${request.Name} already exists.`);
}

function shown(secret: Secret, { ClientRequestToken: id }: Input): object {
  return { ARN: secret.arn, Name: secret.name, ...(secret.versions[id] && { VersionId: id }) };
}
