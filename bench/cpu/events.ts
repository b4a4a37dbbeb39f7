import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signStandardWebhook } from '../../cli/standard-webhook.ts';
import { anInvoice } from '../load/invoices.ts';
import { repository } from '../subject/assembly.ts';

export const CONNECTION = 'bench-standard';
export const SIGNING_SECRET = 'whsec_b3JkZXJzZWFtLWJlbmNoLXNpZ25pbmctc2VjcmV0LTAx';
const LINES = 20;

const connection = {
  company: 'bench',
  connectionId: CONNECTION,
  connector: 'standard',
  name: 'Benchmark',
  state: 'active',
  settings: {},
  secretName: 'orderseam/bench',
  catchUp: { everyMinutes: 15, overlapSeconds: 60 },
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

/** As the table has it. */
export const connectionItem = {
  pk: { S: `connection#${CONNECTION}` },
  sk: { S: 'record' },
  version: { N: '1' },
  head: { S: JSON.stringify(connection) },
};

/** `count` signed webhooks of one run as the gateway brings them. */
export function webhookEvents(run: string, count: number): APIGatewayProxyEventV2[] {
  const sample = readFileSync(join(repository, 'events/webhooks/invoice-posted.json'), 'utf8');
  const event = JSON.parse(sample) as APIGatewayProxyEventV2; // one of our own samples
  return Array.from({ length: count }, (_, n) => {
    const body = JSON.stringify(anInvoice(run, n, LINES));
    const id = `msg_${run}_${n}`;
    const signed = signStandardWebhook(Buffer.from(body), { id, secret: SIGNING_SECRET, at: new Date() });
    const headers = { ...event.headers, ...signed };
    return { ...event, headers, body, pathParameters: { connectionId: CONNECTION } };
  });
}

/** What was queued, in the batches a queue hands over. */
export function queueEvents(bodies: readonly string[], perBatch: number): SQSEvent[] {
  const batches: SQSEvent[] = [];
  for (let start = 0; start < bodies.length; start += perBatch) {
    batches.push({
      Records: bodies.slice(start, start + perBatch).map((body, n) => record(body, start + n)),
    });
  }
  return batches;
}

const record = (body: string, n: number): SQSEvent['Records'][number] => ({
  messageId: `m-${n}`,
  receiptHandle: `handle-${n}`,
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1769932800000',
    SenderId: 'bench',
    ApproximateFirstReceiveTimestamp: '1769932800000',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:invoices',
  awsRegion: 'eu-central-1',
});
