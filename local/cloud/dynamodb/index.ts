import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdirSync } from 'node:fs';
import { systemClock, type Clock } from '../clock.ts';
import type { Engine } from './engine.ts';
import { ensureTable } from './ensure-table.ts';
import { deleteExpired } from './expired-items.ts';
import { findEngine } from './find-engine.ts';
import { startEngine, type RunningEngine } from './start-engine.ts';
import { tableDefinition, type TableDefinition } from './table-properties.ts';
import { place } from '../place.ts';

export interface DynamoDbOptions {
  /** Where the data lives; without it all is in memory. */
  readonly folder?: string | undefined;
  /** The first that runs on this machine unless named. */
  readonly engine?: Engine['name'];
  readonly clock?: Clock | undefined;
}

export interface CreatedTable {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string | undefined;
}

export interface RunningDynamoDb {
  readonly endpoint: string;
  readonly engine: Engine['name'];
  /** Resolves with the reason when the engine ends, by `close` or by itself. */
  readonly ended: Promise<string>;
  /** Takes resolved properties of AWS::DynamoDB::Table or ::GlobalTable; existing tables keep their items. */
  createTables(properties: readonly unknown[]): Promise<CreatedTable[]>;
  /** Deletes what has expired, in all tables created here; it also runs by itself every hour. */
  deleteExpired(): Promise<number>;
  close(): Promise<void>;
}

/** DynamoDB promises hours, not minutes; a sweep reads whole tables. */
const SWEEP_EVERY_MS = 3_600_000;

export async function startDynamoDb(options: DynamoDbOptions = {}): Promise<RunningDynamoDb> {
  const { folder, clock = systemClock } = options;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const engine = findEngine(options.engine);
  const running = await startEngine(engine, folder);
  const client = clientOf(running);
  const tables = new Map<string, TableDefinition>();
  const sweep = async (): Promise<number> => {
    let deleted = 0;
    for (const table of tables.values()) deleted += await deleteExpired(client, table, clock.now());
    return deleted;
  };
  const sweeper = repeat(sweep, clock);

  return {
    endpoint: running.endpoint,
    engine: engine.name,
    ended: running.ended,
    deleteExpired: sweep,
    createTables: (properties) => Promise.all(properties.map((one) => createTable(client, tables, one))),
    close: async () => {
      await sweeper.stop();
      client.destroy();
      await running.close();
    },
  };
}

function clientOf({ endpoint }: RunningEngine): DynamoDBClient {
  const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };
  return new DynamoDBClient({ endpoint, region: place.region, credentials });
}

async function createTable(
  client: DynamoDBClient,
  tables: Map<string, TableDefinition>,
  properties: unknown,
): Promise<CreatedTable> {
  const table = tableDefinition(properties);
  const { TableArn: arn = '', LatestStreamArn: streamArn } = await ensureTable(client, table);
  tables.set(table.name, table);
  return { name: table.name, arn, streamArn };
}

function repeat(work: () => Promise<unknown>, clock: Clock): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    for (;;) {
      await clock.sleepUntil(clock.now() + SWEEP_EVERY_MS, stopping.signal);
      await work();
    }
  };
  const ended = loop().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    stop: () => {
      stopping.abort(new Error('DynamoDB is closing.'));
      return ended;
    },
  };
}
