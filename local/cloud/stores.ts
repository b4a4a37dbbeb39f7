import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import { startDynamoDb, type RunningDynamoDb } from './dynamodb/index.ts';
import { startIdentity, type Identity } from './identity/index.ts';
import { startS3, type RunningS3 } from './s3/index.ts';
import { startSecretsManager, type RunningSecretsManager } from './secrets-manager/index.ts';
import { startSqs, type RunningSqs } from './sqs/index.ts';

export interface Stored {
  readonly clock: Clock;
  /** Where the data lives; without it all is in memory. */
  readonly folder?: string;
}

/** The services that keep things and call nobody. */
export interface Stores {
  readonly sqs: RunningSqs;
  readonly s3: RunningS3;
  readonly dynamoDb: RunningDynamoDb;
  readonly secretsManager: RunningSecretsManager;
  readonly identity: Identity;
}

/** What was started is registered for closing at once, in case another one fails. */
export async function startStores(stored: Stored, closers: Closers): Promise<Stores> {
  const [sqs, s3, dynamoDb, secretsManager, identity] = await Promise.all([
    startSqs(stored).then((service) => closers.keep(service)),
    startS3(stored).then((service) => closers.keep(service)),
    startDynamoDb(stored).then((service) => closers.keep(service)),
    startSecretsManager(stored).then((service) => closers.keep(service)),
    startIdentity(stored),
  ]);
  return { sqs, s3, dynamoDb, secretsManager, identity };
}
