import * as z from 'zod';
import type { Secret } from '../secret.ts';
import type { SecretStore } from '../secret-store.ts';
import { described } from './describe-secret.ts';

const inputSchema = z.object({
  IncludePlannedDeletion: z.boolean().default(false),
  Filters: z.array(z.object({ Key: z.literal('name'), Values: z.array(z.string()) })).default([]),
});

/** All secrets in one answer; of the filters, the one by the beginning of the name. */
export function listSecrets(store: SecretStore, input: unknown): { SecretList: object[] } {
  const { IncludePlannedDeletion: withDeleted, Filters: filters } = inputSchema.parse(input);
  const wanted = (secret: Secret): boolean =>
    (withDeleted || secret.deletedAt === undefined) &&
    filters.every(({ Values: prefixes }) => prefixes.some((prefix) => secret.name.startsWith(prefix)));
  const secrets = [...store.all()].filter(wanted).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { SecretList: secrets.map((secret) => described(secret, 'SecretVersionsToStages')) };
}
