import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { CURRENT, stagesOf } from '../secret.ts';
import type { SecretStore } from '../secret-store.ts';

const inputSchema = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

export function getSecretValue(store: SecretStore, input: unknown): object {
  const { SecretId: name, VersionId, VersionStage } = inputSchema.parse(input);
  const secret = store.needReadable(name);
  const id = VersionId ?? secret.stages[VersionStage ?? CURRENT] ?? '';
  const version = secret.versions[id];
  const hasStage = VersionStage === undefined || secret.stages[VersionStage] === id;
  if (!version || !hasStage) {
    const wanted = VersionId ?? VersionStage ?? CURRENT;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${wanted}.`,
    );
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: id,
    VersionStages: stagesOf(secret, id),
    SecretString: version.string,
    SecretBinary: version.binary,
    CreatedDate: version.createdAt / 1000,
  };
}
