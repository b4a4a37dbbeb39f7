import * as z from 'zod';
import { AwsError } from '../aws-json/aws-error.ts';
import type { Journal } from '../storage/journal.ts';
import { place } from '../place.ts';

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where messages go after too many receives, if anywhere. */
  readonly redrive: RedrivePolicy | undefined;
}

export type RedrivePolicy = z.infer<typeof redriveSchema>;

const redriveSchema = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

const ARN_PREFIX = `arn:aws:sqs:${place.region}:${place.account}:`;
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** The attributes that change what the emulator does; it stores all others and shows them again. */
const DEFAULTS = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
};

function queueArn(name: string): string {
  return ARN_PREFIX + name;
}

/** The name in an ARN, or undefined when it names no queue of this cloud. */
export function nameInArn(arn: string): string | undefined {
  return arn.startsWith(ARN_PREFIX) ? arn.slice(ARN_PREFIX.length) : undefined;
}

export interface QueueRegistry {
  all(): Iterable<Queue>;
  find(name: string): Queue | undefined;
  /** The queue of a URL, whatever its host and port: URLs given out before a restart stay good. */
  byUrl(url: string): Queue;
  byArn(arn: string): Queue;
  save(name: string, attributes: Readonly<Record<string, string>>): Promise<Queue>;
  remove(name: string): Promise<void>;
}

export function openQueueRegistry(journal: Journal, now: () => number): QueueRegistry {
  const queues = loadQueues(journal);
  const upsert = journal.database.prepare(
    'INSERT INTO queues VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET attributes = excluded.attributes',
  );
  const removeQueue = journal.database.prepare('DELETE FROM queues WHERE name = ?');
  const removeMessages = journal.database.prepare('DELETE FROM messages WHERE queue = ?');
  const need = (name: string): Queue => queues.get(name) ?? refuse(name);

  return {
    all: () => queues.values(),
    find: (name) => queues.get(name),
    byUrl: (url) => need(url.slice(url.lastIndexOf('/') + 1)),
    byArn: (arn) => need(nameInArn(arn) ?? arn),
    save: async (name, attributes) => {
      checkName(name, attributes);
      const queue = queueOf(name, queues.get(name)?.createdAt ?? now(), { ...DEFAULTS, ...attributes });
      await journal.write(() => upsert.run(name, JSON.stringify(queue.attributes), queue.createdAt));
      queues.set(name, queue);
      return queue;
    },
    remove: async (name) => {
      queues.delete(name);
      await journal.write(() => [removeMessages.run(name), removeQueue.run(name)]);
    },
  };
}

const rowSchema = z.object({ name: z.string(), attributes: z.string(), created_at: z.number() });
const attributesSchema = z.record(z.string(), z.string());

function loadQueues({ database }: Journal): Map<string, Queue> {
  const rows = z.array(rowSchema).parse(database.prepare('SELECT * FROM queues ORDER BY name').all());
  const restore = (row: z.infer<typeof rowSchema>): Queue =>
    queueOf(row.name, row.created_at, attributesSchema.parse(JSON.parse(row.attributes)));
  return new Map(rows.map((row) => [row.name, restore(row)]));
}

function queueOf(name: string, createdAt: number, attributes: Readonly<Record<string, string>>): Queue {
  const redrive = attributes.RedrivePolicy
    ? redriveSchema.parse(JSON.parse(attributes.RedrivePolicy))
    : undefined;
  return { name, arn: queueArn(name), createdAt, attributes, redrive };
}

function checkName(name: string, attributes: Readonly<Record<string, string>>): void {
  if (name.endsWith('.fifo') || attributes.FifoQueue === 'true') {
    throw new AwsError('UnsupportedOperation', 'The embedded SQS has standard queues only.');
  }
  if (!QUEUE_NAME.test(name)) {
    throw new AwsError(
      'InvalidParameterValue',
      `'${name}' is no queue name: 1 to 80 letters, digits, - and _.`,
    );
  }
}

function refuse(name: string): never {
  throw new AwsError('QueueDoesNotExist', `The queue '${name}' does not exist.`);
}

export function seconds(queue: Queue, attribute: keyof typeof DEFAULTS): number {
  return Number(queue.attributes[attribute] ?? DEFAULTS[attribute]);
}
