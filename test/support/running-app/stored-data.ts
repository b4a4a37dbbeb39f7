import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Delivery } from '../../../domain/records/delivery.ts';
import { listDeliveries } from '../../../functions/shared/store/deliveries.ts';
import { openStore, type Store } from '../../../functions/shared/store/store.ts';
import { tablesBySdk } from '../aws/tables-by-sdk.ts';
import { readRunningFile } from '../../../local/launch/running-file.ts';

const common = { region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** What a running installation holds, seen through the SDK's own clients. */
export class StoredData {
  readonly #dynamoDb: DynamoDBClient;
  readonly #s3: S3Client;
  readonly #sqs: SQSClient;
  readonly #objects = new Map<string, Promise<Uint8Array>>();

  constructor(dataFolder: string) {
    const endpointOf = (service: string): string => readRunningFile(dataFolder)?.endpoints[service] ?? '';
    this.#dynamoDb = new DynamoDBClient({ ...common, endpoint: endpointOf('dynamodb') });
    this.#s3 = new S3Client({ ...common, endpoint: endpointOf('s3'), forcePathStyle: true });
    this.#sqs = new SQSClient({ ...common, endpoint: endpointOf('sqs') });
  }

  async store(): Promise<Store> {
    const { TableNames = [] } = await this.#dynamoDb.send(new ListTablesCommand({}));
    const named = (part: string): string => TableNames.find((name) => name.includes(part)) ?? '';
    return openStore(
      {
        CRM_TABLE: named('CrmTable'),
        CROSS_REFERENCES_TABLE: named('CrossReferencesTable'),
        DELIVERIES_TABLE: named('DeliveriesTable'),
      },
      tablesBySdk(this.#dynamoDb),
    );
  }

  /** All deliveries of a connection. */
  async deliveries(company: string, connectionId: string): Promise<Delivery[]> {
    const found: Delivery[] = [];
    const store = await this.store();
    const day = (ms: number): string => new Date(ms).toISOString();
    const filter = { company, connectionId, from: day(Date.now() - 86_400_000), to: day(Date.now() + 1_000) };
    let cursor: string | undefined;
    do {
      const page = await listDeliveries(store, filter, { limit: 500, cursor });
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  }

  /** The raw bytes of a delivery, cut out of the object they share with others. */
  async archivedBytes({ archive }: Delivery): Promise<Uint8Array> {
    if (!archive) return new Uint8Array();
    const { key, offset, length } = archive;
    const object = this.#objects.get(key) ?? this.#fetchObject(key);
    this.#objects.set(key, object);
    return (await object).subarray(offset, offset + length);
  }

  /** Messages in all queues, those under way included; dead-letter queues apart. */
  async queued(): Promise<{ readonly waiting: number; readonly dead: number }> {
    const { QueueUrls = [] } = await this.#sqs.send(new ListQueuesCommand({}));
    const depths = await Promise.all(
      QueueUrls.map(async (url) => ({ url, depth: await this.#depthOf(url) })),
    );
    const sum = (isDead: boolean): number =>
      depths
        .filter(({ url }) => /DeadLetters|Failed/.test(url) === isDead)
        .reduce((total, { depth }) => total + depth, 0);
    return { waiting: sum(false), dead: sum(true) };
  }

  close(): void {
    for (const client of [this.#dynamoDb, this.#s3, this.#sqs]) client.destroy();
  }

  async #depthOf(QueueUrl: string): Promise<number> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes;
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  }

  async #fetchObject(Key: string): Promise<Uint8Array> {
    const { Buckets = [] } = await this.#s3.send(new ListBucketsCommand({}));
    const Bucket = Buckets.find(({ Name }) => /archivebucket/i.test(Name ?? ''))?.Name;
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  }
}
