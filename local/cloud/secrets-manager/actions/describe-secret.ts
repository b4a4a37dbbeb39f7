import * as z from 'zod';
import { stagesOf, type Secret } from '../secret.ts';
import type { SecretStore } from '../secret-store.ts';

const inputSchema = z.object({ SecretId: z.string() });

export function describeSecret(store: SecretStore, input: unknown): object {
  return described(store.need(inputSchema.parse(input).SecretId), 'VersionIdsToStages');
}

/** Everything about a secret but its value; the listing calls the versions by another name. */
export function described(secret: Secret, versions: 'VersionIdsToStages' | 'SecretVersionsToStages'): object {
  const labelled = Object.keys(secret.versions).map((id) => [id, stagesOf(secret, id)] as const);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.changedAt / 1000,
    DeletedDate: secret.deletedAt === undefined ? undefined : secret.deletedAt / 1000,
    [versions]: Object.fromEntries<string[]>(labelled),
  };
}
