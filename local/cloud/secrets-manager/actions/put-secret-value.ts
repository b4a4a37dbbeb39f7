import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { CURRENT, stagesOf, withVersion, type Secret } from '../secret.ts';
import type { SecretStore } from '../secret-store.ts';
import { sameValue, valueIn, valueShape } from './value-input.ts';

const inputSchema = z.object({
  ...valueShape,
  SecretId: z.string(),
  VersionStages: z.array(z.string()).min(1).default([CURRENT]),
});

export async function putSecretValue(store: SecretStore, input: unknown): Promise<object> {
  const request = inputSchema.parse(input);
  const secret = store.needReadable(request.SecretId);
  const { ClientRequestToken: id, VersionStages: stages } = request;
  const value = valueIn(request);
  if (!value) throw new AwsError('InvalidParameterException', 'SecretString or SecretBinary is needed.');
  const existing = secret.versions[id];
  if (existing && sameValue(existing, value)) return shown(secret, id);
  if (existing) throw new AwsError('ResourceExistsException', `Version ${id} exists with another value.`);
  const changed = withVersion(secret, { id, value, stages, now: store.clock.now() });
  await store.save(changed);
  return shown(changed, id);
}

function shown(secret: Secret, id: string): object {
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: stagesOf(secret, id) };
}
