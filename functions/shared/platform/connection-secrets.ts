import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Secrets } from '../erp/types.ts';
import { remembered } from './remembered.ts';

const secretsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A withdrawn secret counts for a minute at most; who needs a new one at once says how old an answer may be. */
const REMEMBERED_MS = 60_000;

export function connectionSecrets(client: SecretsManagerClient, now: () => number) {
  const read = remembered((name) => readSecret(client, name), { forMs: REMEMBERED_MS, now });
  return {
    of: ({ secretName }: Pick<Connection, 'secretName'>, atMostMs?: number): Promise<Secrets> =>
      read(secretName, atMostMs),
  };
}

async function readSecret(client: SecretsManagerClient, name: string): Promise<Secrets> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  return secretsSchema.parse(JSON.parse(SecretString ?? '{}'));
}
