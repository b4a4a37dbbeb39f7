import {
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { manualClock, type ManualClock } from '../../../local/cloud/clock.ts';
import { startSqs } from '../../../local/cloud/sqs/index.ts';

export const START = Date.parse('2026-03-01T10:00:00Z');
export const MIB = 1024 * 1024;

interface Setup {
  readonly folder?: string;
  readonly clock?: ManualClock;
  readonly attributes?: Record<string, string>;
}

/** A queue behind AWS's own client, on a clock that the test moves. */
export async function aQueue({ folder, clock = manualClock(START), attributes = {} }: Setup = {}) {
  const sqs = await startSqs({ folder, clock });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new SQSClient({
    endpoint: sqs.endpoint,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  onTestFinished(() => sqs.close());
  const { url: QueueUrl, arn } = await sqs.ensureQueue('orders', attributes);
  const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ??
    [];
  const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(more)).map(({ Body }) => Body);
  const later = (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000);
  return { sqs, client, clock, QueueUrl, arn, send, receive, bodies, later };
}

/** The same with a dead-letter queue that takes what was received twice. */
export async function withGrave(setup: Setup = {}) {
  const queue = await aQueue(setup);
  const grave = await queue.sqs.ensureQueue('grave');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: grave.arn, maxReceiveCount: 2 });
  await queue.client.send(
    new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes: { RedrivePolicy } }),
  );
  return { ...queue, grave };
}
