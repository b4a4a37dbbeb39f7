import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startDynamoDb } from '../../../../local/cloud/dynamodb/index.ts';
import { startS3 } from '../../../../local/cloud/s3/index.ts';
import { startSqs } from '../../../../local/cloud/sqs/index.ts';
import { BUCKET, QUEUE, TABLE, tableProperties } from '../../../support/hard-kill/names.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const WRITER = fileURLToPath(new URL('../../../support/hard-kill/write-until-killed.ts', import.meta.url));
const ROUNDS = 3;
const ACKNOWLEDGED_PER_ROUND = 300;
const config = { region: 'eu-central-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };

type Acknowledged = Record<'item' | 'object' | 'message', Set<string>>;

/** Lets a process write until enough is acknowledged, then kills it in the middle of its work. */
async function writeAndKill(folder: string, first: number, acknowledged: Acknowledged): Promise<string> {
  const writer = spawn(process.execPath, [WRITER, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => writer.once('close', resolve));
  let endpoint = '';
  let count = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    const [kind = '', name = ''] = line.split(' ');
    if (kind === 'endpoint') endpoint = name;
    else acknowledged[kind as keyof Acknowledged].add(name);
    if ((count += 1) === ACKNOWLEDGED_PER_ROUND) writer.kill('SIGKILL');
  }
  await ended;
  return endpoint;
}

async function itemsIn(folder: string): Promise<Set<string | undefined>> {
  const dynamoDb = await startDynamoDb({ folder });
  onTestFinished(() => dynamoDb.close());
  await dynamoDb.createTables([tableProperties]);
  const client = new DynamoDBClient({ ...config, endpoint: dynamoDb.endpoint });
  const found = new Set<string | undefined>();
  for await (const page of paginateScan({ client }, { TableName: TABLE })) {
    for (const item of page.Items ?? []) found.add(item.pk?.S);
  }
  return found;
}

async function objectsIn(folder: string): Promise<Set<string | undefined>> {
  const s3 = await startS3({ folder });
  onTestFinished(() => s3.close());
  const client = new S3Client({ ...config, endpoint: s3.endpoint });
  const found = new Set<string | undefined>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: BUCKET })) {
    for (const object of page.Contents ?? []) found.add(object.Key);
  }
  return found;
}

async function messagesIn(folder: string): Promise<Set<string>> {
  const sqs = await startSqs({ folder });
  onTestFinished(() => sqs.close());
  const { arn } = await sqs.ensureQueue(QUEUE);
  return new Set((await sqs.receiveDirect(arn, 1_000_000)).map(({ Body }) => Body));
}

function lost(acknowledged: ReadonlySet<string>, found: ReadonlySet<string | undefined>): string[] {
  return [...acknowledged].filter((name) => !found.has(name));
}

it('what was acknowledged before a hard kill is there after it, and no engine is left behind', async () => {
  const folder = temporaryFolder();
  const acknowledged: Acknowledged = { item: new Set(), object: new Set(), message: new Set() };

  for (let round = 0; round < ROUNDS; round += 1) {
    const endpoint = await writeAndKill(folder, round * 1_000_000, acknowledged);
    await vi.waitFor(() => expect(fetch(endpoint)).rejects.toThrow(), { timeout: 10_000 });
  }

  expect(acknowledged.message.size).toBeGreaterThan(0);
  expect(lost(acknowledged.message, await messagesIn(folder))).toEqual([]);
  expect(acknowledged.object.size).toBeGreaterThan(0);
  expect(lost(acknowledged.object, await objectsIn(folder))).toEqual([]);
  expect(acknowledged.item.size).toBeGreaterThan(0);
  expect(lost(acknowledged.item, await itemsIn(folder))).toEqual([]);
}, 60_000);
