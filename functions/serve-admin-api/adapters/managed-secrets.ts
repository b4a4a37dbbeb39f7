import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { ConnectionSecrets } from '../ports.ts';

const secretsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

export const managedSecrets = (client: SecretsManagerClient): ConnectionSecrets => ({
  async read(secretName) {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
    return secretsSchema.parse(JSON.parse(answer.SecretString ?? '{}'));
  },
  async create(secretName, secrets) {
    await client.send(new CreateSecretCommand({ Name: secretName, SecretString: JSON.stringify(secrets) }));
  },
  async replace(secretName, secrets) {
    await client.send(
      new PutSecretValueCommand({ SecretId: secretName, SecretString: JSON.stringify(secrets) }),
    );
  },
  /** Only for secrets no connection came to use: nothing is lost by not waiting. */
  async remove(secretName) {
    await client.send(new DeleteSecretCommand({ SecretId: secretName, ForceDeleteWithoutRecovery: true }));
  },
});
