import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Row } from './erp-side.ts';
import type { RunningApp } from './running-app.ts';

const common = { region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const LISTS = ['/debtors', '/products', '/invoices'];

/** Everything that a webhook can leave behind. */
export interface Footprint {
  /** By path of the list. */
  readonly records: Readonly<Record<string, readonly Row[]>>;
  readonly deliveries: readonly Row[];
  readonly archived: readonly string[];
  /** In all queues, dead-letter queues included. */
  readonly queued: number;
}

/** What is new since. */
export interface Left {
  readonly deliveries: readonly Row[];
  readonly records: readonly Row[];
  readonly archived: number;
  readonly queued: number;
}

export const nothingLeft: Left = { deliveries: [], records: [], archived: 0, queued: 0 };

/** Sees what is stored: records and deliveries as people do, archive and queues through the SDK. */
export class FootprintTaker {
  readonly #app: RunningApp;
  readonly #s3: S3Client;
  readonly #sqs: SQSClient;

  constructor(app: RunningApp) {
    const { endpoints } = app.cloud;
    this.#app = app;
    this.#s3 = new S3Client({ ...common, endpoint: endpoints['s3'] ?? '', forcePathStyle: true });
    this.#sqs = new SQSClient({ ...common, endpoint: endpoints['sqs'] ?? '' });
  }

  async take(): Promise<Footprint> {
    const [deliveries, archived, queued, lists] = await Promise.all([
      this.#app.crm.list('/deliveries'),
      this.#archived(),
      this.#queued(),
      Promise.all(LISTS.map(async (list) => [list, await this.#app.crm.list(list)] as const)),
    ]);
    return { records: Object.fromEntries(lists), deliveries, archived, queued };
  }

  /** Does something and tells what it left, once all that follows has happened. */
  async leftBy<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly left: Left }> {
    const before = await this.take();
    const answer = await work();
    await this.#app.cloud.settled();
    return { answer, left: difference(before, await this.take()) };
  }

  close(): void {
    this.#s3.destroy();
    this.#sqs.destroy();
  }

  async #archived(): Promise<string[]> {
    const { Buckets = [] } = await this.#s3.send(new ListBucketsCommand({}));
    const Bucket = Buckets.find(({ Name }) => /archivebucket/i.test(Name ?? ''))?.Name;
    const { Contents = [], IsTruncated } = await this.#s3.send(new ListObjectsV2Command({ Bucket }));
    if (IsTruncated) throw new Error('There is more in the archive than one page.');
    return Contents.map(({ Key = '' }) => Key);
  }

  async #queued(): Promise<number> {
    const { QueueUrls = [] } = await this.#sqs.send(new ListQueuesCommand({}));
    const depths = await Promise.all(QueueUrls.map((url) => this.#depthOf(url)));
    return depths.reduce((sum, depth) => sum + depth, 0);
  }

  async #depthOf(QueueUrl: string): Promise<number> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes;
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  }
}

/** A changed record counts as new; so does a delivery whose state changed. */
const difference = (before: Footprint, after: Footprint): Left => ({
  deliveries: newIn(before.deliveries, after.deliveries),
  records: LISTS.flatMap((list) => newIn(before.records[list] ?? [], after.records[list] ?? [])),
  archived: after.archived.filter((key) => !before.archived.includes(key)).length,
  queued: after.queued - before.queued,
});

function newIn(before: readonly Row[], after: readonly Row[]): Row[] {
  const known = new Set(before.map((row) => JSON.stringify(row)));
  return after.filter((row) => !known.has(JSON.stringify(row)));
}
