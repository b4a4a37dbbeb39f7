import { place } from './place.ts';
import { sdkPort, type TaskServices } from './step-functions/index.ts';

type SdkPort = TaskServices['sdk'];

export interface CallableEndpoints {
  readonly dynamodb: string;
  readonly events: string;
  readonly s3: string;
  readonly secretsmanager: string;
  readonly sqs: string;
}

/** What state machines call besides functions. The clients are loaded by the first call: few boots need them. */
export function lazySdkPort(endpoints: CallableEndpoints): SdkPort {
  let port: Promise<SdkPort> | undefined;
  return async (request) => {
    port ??= loadClients(endpoints).then(sdkPort);
    return (await port)(request);
  };
}

async function loadClients(endpoints: CallableEndpoints): Promise<Record<string, object>> {
  const [{ DynamoDB }, { EventBridge }, { S3 }, { SecretsManager }, { SQS }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('@aws-sdk/client-eventbridge'),
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/client-secrets-manager'),
    import('@aws-sdk/client-sqs'),
  ]);
  return {
    dynamodb: new DynamoDB(at(endpoints.dynamodb)),
    eventbridge: new EventBridge(at(endpoints.events)),
    s3: new S3(at(endpoints.s3)),
    secretsmanager: new SecretsManager(at(endpoints.secretsmanager)),
    sqs: new SQS(at(endpoints.sqs)),
  };
}

const at = (endpoint: string) => ({
  endpoint,
  region: place.region,
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
});
