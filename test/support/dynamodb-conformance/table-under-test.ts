import {
  CreateTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type GetCommandInput,
  type PutCommandInput,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';

type Without<T> = Omit<T, 'TableName' | 'Item' | 'Key'>;
type Item = Record<string, unknown>;

const texts = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
];

const DEFINITION: Omit<CreateTableCommandInput, 'TableName'> = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: texts('pk', 'sk', 'gsi1pk', 'gsi1sk'),
  KeySchema: key('pk', 'sk'),
  GlobalSecondaryIndexes: [
    { IndexName: 'gsi1', KeySchema: key('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
    {
      IndexName: 'gsi2',
      KeySchema: key('gsi1pk'),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['number'] },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

export const config = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
};

/** A table with two indexes and a stream on a running engine, and short ways to use it. */
export class TableUnderTest {
  readonly name = `conformance-${randomUUID()}`;
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
    this.client = new DynamoDBClient({ ...config, endpoint });
    this.documents = DynamoDBDocumentClient.from(this.client);
  }

  async create(): Promise<void> {
    await this.client.send(new CreateTableCommand({ TableName: this.name, ...DEFINITION }));
    await waitUntilTableExists(
      { client: this.client, maxWaitTime: 10, minDelay: 1 },
      { TableName: this.name },
    );
  }

  put(item: Item, more: Without<PutCommandInput> = {}) {
    return this.documents.send(new PutCommand({ TableName: this.name, Item: item, ...more }));
  }

  get(pk: string, sk: string, more: Without<GetCommandInput> = {}) {
    return this.documents.send(new GetCommand({ TableName: this.name, Key: { pk, sk }, ...more }));
  }

  async item(pk: string, sk: string): Promise<Item | undefined> {
    return (await this.get(pk, sk)).Item;
  }

  update(pk: string, sk: string, more: Without<UpdateCommandInput>) {
    return this.documents.send(new UpdateCommand({ TableName: this.name, Key: { pk, sk }, ...more }));
  }

  query(query: Without<QueryCommandInput>) {
    return this.documents.send(new QueryCommand({ TableName: this.name, ...query }));
  }
}

/** Cases get the table when they run, because it exists only then. */
export type Under = () => TableUnderTest;

/** A partition key that no other case uses. */
export function ownPartition(): string {
  return randomUUID();
}

export const VALIDATION = { name: 'ValidationException' };
export const CONDITION_FAILED = { name: 'ConditionalCheckFailedException' };
