import type { Json } from '../template/json.ts';

export interface SdkCall {
  /** As state machines spell it: `sqs`, `dynamodb`, `sfn`. */
  readonly service: string;
  /** In camel case: `sendMessage`. */
  readonly action: string;
  readonly input: Json;
}

interface SdkService {
  readonly load: () => Promise<object>;
  readonly client: string;
  /** The part before the dot in the name of an error. */
  readonly errorPrefix: string;
}

/** The services a state machine may call besides Lambda. */
const services: Readonly<Record<string, SdkService>> = {
  dynamodb: {
    load: () => import('@aws-sdk/client-dynamodb'),
    client: 'DynamoDBClient',
    errorPrefix: 'DynamoDB',
  },
  events: {
    load: () => import('@aws-sdk/client-eventbridge'),
    client: 'EventBridgeClient',
    errorPrefix: 'EventBridge',
  },
  eventbridge: {
    load: () => import('@aws-sdk/client-eventbridge'),
    client: 'EventBridgeClient',
    errorPrefix: 'EventBridge',
  },
  s3: { load: () => import('@aws-sdk/client-s3'), client: 'S3Client', errorPrefix: 'S3' },
  secretsmanager: {
    load: () => import('@aws-sdk/client-secrets-manager'),
    client: 'SecretsManagerClient',
    errorPrefix: 'SecretsManager',
  },
  sfn: { load: () => import('@aws-sdk/client-sfn'), client: 'SFNClient', errorPrefix: 'Sfn' },
  sqs: { load: () => import('@aws-sdk/client-sqs'), client: 'SQSClient', errorPrefix: 'Sqs' },
};

interface SdkClient {
  send(command: unknown): Promise<Record<string, unknown>>;
}
type Constructor<T> = new (input: unknown) => T;

/** Calls a service through its SDK client at its embedded endpoint; endpoints are found by the client's name. */
export function sdkCaller(endpoints: Readonly<Record<string, string>>): (call: SdkCall) => Promise<unknown> {
  const clients = new Map<string, Promise<SdkClient>>();
  return async ({ service, action, input }) => {
    const known = services[service];
    if (!known) throw new Error(`The embedded cloud has no integration with ${service}.`);
    const client = clients.get(service) ?? createClient(known, endpoints[service]);
    clients.set(service, client);
    const Command = await classOf(known, `${action.charAt(0).toUpperCase()}${action.slice(1)}Command`);
    return plainResult(await (await client).send(new Command(input)).catch(named(known)));
  };
}

async function createClient(service: SdkService, endpoint: string | undefined): Promise<SdkClient> {
  const Client = (await classOf(service, service.client)) as Constructor<SdkClient>;
  const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };
  return new Client({ endpoint, region: 'eu-central-1', credentials });
}

async function classOf(service: SdkService, name: string): Promise<Constructor<unknown>> {
  const found = ((await service.load()) as Readonly<Record<string, unknown>>)[name];
  if (typeof found !== 'function') throw new Error(`${service.client} knows no ${name}.`);
  return found as Constructor<unknown>;
}

/** `Sqs.QueueDoesNotExist`: state machines see the service before the name. */
function named({ errorPrefix }: SdkService): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error) error.name = `${errorPrefix}.${error.name}`;
    throw error;
  };
}

/** Without the SDK's own metadata; a streamed body as text. */
async function plainResult({ $metadata, ...result }: Record<string, unknown>): Promise<unknown> {
  void $metadata;
  const body = result['Body'];
  return isStreamed(body) ? { ...result, Body: await body.transformToString() } : result;
}

function isStreamed(body: unknown): body is { transformToString(): Promise<string> } {
  return typeof body === 'object' && body !== null && 'transformToString' in body;
}
