import { startAwsJsonServer, type Action } from '../aws-json/server.ts';
import { systemClock, type Clock } from '../clock.ts';
import { createSecret } from './actions/create-secret.ts';
import { deleteSecret } from './actions/delete-secret.ts';
import { describeSecret } from './actions/describe-secret.ts';
import { getSecretValue } from './actions/get-secret-value.ts';
import { listSecrets } from './actions/list-secrets.ts';
import { putSecretValue } from './actions/put-secret-value.ts';
import { restoreSecret } from './actions/restore-secret.ts';
import { openSecretStore, type SecretStore } from './secret-store.ts';

export interface SecretsManagerOptions {
  /** Where the database lives; without it all is in memory. */
  readonly folder?: string | undefined;
  readonly clock?: Clock | undefined;
}

export interface RunningSecretsManager {
  readonly endpoint: string;
  /** Creates the secret unless it exists, whose value then stays; returns its ARN. */
  ensureSecret(name: string, value: string): Promise<string>;
  close(): Promise<void>;
}

const LARGEST_REQUEST = 1024 * 1024;

export async function startSecretsManager(
  options: SecretsManagerOptions = {},
): Promise<RunningSecretsManager> {
  const store = openSecretStore(options.folder, options.clock ?? systemClock);
  const server = await startAwsJsonServer({
    target: 'secretsmanager',
    version: '1.1',
    largestBody: LARGEST_REQUEST,
    invalidInputCode: 'InvalidParameterException',
    actions: actionsOn(store),
  });
  return {
    endpoint: server.endpoint,
    ensureSecret: async (name, value) => {
      if (!store.find(name)) await createSecret(store, { Name: name, SecretString: value });
      return store.need(name).arn;
    },
    close: async () => {
      await server.close();
      store.close();
    },
  };
}

function actionsOn(store: SecretStore): Record<string, Action> {
  return {
    CreateSecret: (input) => createSecret(store, input),
    DeleteSecret: (input) => deleteSecret(store, input),
    DescribeSecret: (input) => describeSecret(store, input),
    GetSecretValue: (input) => getSecretValue(store, input),
    ListSecrets: (input) => listSecrets(store, input),
    PutSecretValue: (input) => putSecretValue(store, input),
    RestoreSecret: (input) => restoreSecret(store, input),
  };
}
