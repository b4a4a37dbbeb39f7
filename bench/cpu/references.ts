import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createHmac } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { anInvoice } from '../load/invoices.ts';

/** An operation everybody can repeat, and what it took on the machine the goals were set on, in microseconds of CPU. */
export interface Reference {
  readonly name: string;
  readonly knownMicros: number;
  readonly run: () => unknown;
}

const LINES = 20;

/** What the goals were measured beside; run in the same process and minute as the functions, they say how fast this machine is. */
export function references(url: string): Reference[] {
  const text = JSON.stringify(anInvoice('reference', 1, LINES));
  const bytes = Buffer.from(text);
  const client = {
    region: 'eu-central-1',
    endpoint: url,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const sqs = new SQSClient(client);
  const tables = new DynamoDBClient(client);
  const message = { QueueUrl: `${url}/000000000000/reference`, MessageBody: text };
  const item = { TableName: 'reference', Item: { pk: { S: 'a' }, sk: { S: 'b' }, lines: { S: text } } };
  return [
    { name: 'SendMessage', knownMicros: 174, run: () => sqs.send(new SendMessageCommand(message)) },
    { name: 'PutItem', knownMicros: 246, run: () => tables.send(new PutItemCommand(item)) },
    { name: 'HMAC', knownMicros: 5, run: () => createHmac('sha256', 'key').update(bytes).digest() },
    { name: 'JSON.parse', knownMicros: 13, run: (): unknown => JSON.parse(text) },
    { name: 'deflate', knownMicros: 44, run: () => deflateRawSync(bytes) },
  ];
}
