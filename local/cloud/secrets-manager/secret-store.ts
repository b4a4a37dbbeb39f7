import { AwsError } from '../aws-json/aws-error.ts';
import type { Clock } from '../clock.ts';
import { openJournal } from '../storage/journal.ts';
import { secretSchema, type Secret } from './secret.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT';

export interface SecretStore {
  readonly clock: Clock;
  all(): Iterable<Secret>;
  find(name: string): Secret | undefined;
  /** By name or ARN; refuses what does not exist. */
  need(nameOrArn: string): Secret;
  /** Like `need`, but also refuses what waits for its deletion. */
  needReadable(nameOrArn: string): Secret;
  save(secret: Secret): Promise<void>;
  remove(name: string): Promise<void>;
  close(): void;
}

export function openSecretStore(folder: string | undefined, clock: Clock): SecretStore {
  const journal = openJournal({ folder, name: 'secrets-manager', schema: SCHEMA });
  const secrets = new Map<string, Secret>();
  for (const { document } of journal.database.prepare('SELECT document FROM secrets').iterate()) {
    const secret = secretSchema.parse(JSON.parse(String(document)));
    secrets.set(secret.name, secret);
  }
  const upsert = journal.database.prepare('INSERT OR REPLACE INTO secrets VALUES (?, ?)');
  const remove = journal.database.prepare('DELETE FROM secrets WHERE name = ?');
  const need = (nameOrArn: string): Secret => byNameOrArn(secrets, nameOrArn) ?? refuse();

  return {
    clock,
    all: () => secrets.values(),
    find: (name) => secrets.get(name),
    need,
    needReadable: (nameOrArn) => readable(need(nameOrArn)),
    save: async (secret) => {
      secrets.set(secret.name, secret);
      await journal.write(() => upsert.run(secret.name, JSON.stringify(secret)));
    },
    remove: async (name) => {
      secrets.delete(name);
      await journal.write(() => remove.run(name));
    },
    close: () => journal.close(),
  };
}

function byNameOrArn(secrets: ReadonlyMap<string, Secret>, nameOrArn: string): Secret | undefined {
  return secrets.get(nameOrArn) ?? [...secrets.values()].find((secret) => secret.arn === nameOrArn);
}

function refuse(): never {
  throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

function readable(secret: Secret): Secret {
  if (secret.deletedAt === undefined) return secret;
  throw new AwsError('InvalidRequestException', `The secret ${secret.name} is marked for deletion.`);
}
