import { placeOf, type AwsServiceName } from './places.ts';
import { signedSender } from './send-signed.ts';

/** Sends one action with its input and answers with its output, to be parsed by the caller. */
export type AwsCall = (action: string, input: object) => Promise<unknown>;

/** What actions are prefixed with, and the version of the protocol. */
const dialects = {
  dynamodb: { prefix: 'DynamoDB_20120810', version: '1.0' },
  events: { prefix: 'AWSEvents', version: '1.1' },
  secretsmanager: { prefix: 'secretsmanager', version: '1.1' },
  sqs: { prefix: 'AmazonSQS', version: '1.0' },
} as const;

/** Calls a service that speaks JSON. Refusals are thrown as `AwsRefusedError`, lost connections as Node's own errors, both after some tries. */
export function awsCall(service: Exclude<AwsServiceName, 's3'>, environment = process.env): AwsCall {
  const send = signedSender(placeOf(service, environment), environment);
  const { prefix, version } = dialects[service];
  return async (action, input) => {
    const headers = {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': `${prefix}.${action}`,
    };
    const bytes = await send({ method: 'POST', path: '/', headers, body: JSON.stringify(input) });
    return bytes.length === 0 ? {} : (JSON.parse(bytes.toString()) as unknown);
  };
}
