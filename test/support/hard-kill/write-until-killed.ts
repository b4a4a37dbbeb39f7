/**
 * Started as a process of its own by the hard-kill test: writes to all stores at once and says on stdout what has been
 * acknowledged, until it is killed.
 *
 *   node write-until-killed.ts <data folder> <first number>
 */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startDynamoDb } from '../../../local/cloud/dynamodb/index.ts';
import { startS3 } from '../../../local/cloud/s3/index.ts';
import { startSqs } from '../../../local/cloud/sqs/index.ts';
import { BUCKET, QUEUE, TABLE, tableProperties } from './names.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const [dynamoDb, s3, sqs] = await Promise.all([
  startDynamoDb({ folder }),
  startS3({ folder }),
  startSqs({ folder }),
]);
await dynamoDb.createTables([tableProperties]);
await s3.ensureBucket(BUCKET);
const { url: QueueUrl } = await sqs.ensureQueue(QUEUE);
const client = { region: 'eu-central-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
const tables = new DynamoDBClient({ ...client, endpoint: dynamoDb.endpoint });
const objects = new S3Client({ ...client, endpoint: s3.endpoint });
const queues = new SQSClient({ ...client, endpoint: sqs.endpoint });
process.stdout.write(`endpoint ${dynamoDb.endpoint}\n`);

async function write(kind: string, one: (name: string) => Promise<unknown>): Promise<void> {
  for (let number = Number(first); ; number += 1) {
    await one(String(number));
    process.stdout.write(`${kind} ${number}\n`);
  }
}

await Promise.all([
  write('item', (pk) => tables.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: pk } } }))),
  write('object', (Key) => objects.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: Key }))),
  write('message', (MessageBody) => queues.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
]);
