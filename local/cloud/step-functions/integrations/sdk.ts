import { asJson, type Json, type JsonObject } from '../json.ts';
import { TaskFailure } from './task-failure.ts';

/** One call of a service's API by the names the AWS SDK uses: `sqs`, `sendMessage`. */
export interface SdkRequest {
  readonly service: string;
  readonly action: string;
  readonly parameters: JsonObject;
  readonly signal: AbortSignal;
}

export type SdkPort = (request: SdkRequest) => Promise<unknown>;

/** Calls the API; errors get the name `<prefix>.<Code>Exception` under which state machines know them. */
export async function callSdk(
  sdk: SdkPort,
  request: SdkRequest & { readonly prefix: string },
): Promise<Json> {
  try {
    return asJson(await sdk(request));
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TaskFailure) throw error;
    const code = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
    throw new TaskFailure(`${request.prefix}.${code}`, error.message, error);
  }
}

type Method = (parameters: unknown, options: { abortSignal: AbortSignal }) => Promise<object>;

/**
 * Calls through clients of the AWS SDK that have their operations as methods: `{ sqs: new SQS(…), s3: new S3(…) }`.
 * An object's body is given as text.
 */
export function sdkPort(clients: Readonly<Record<string, object>>): SdkPort {
  return async ({ service, action, parameters, signal }) => {
    const client = clients[service] as Record<string, Method | undefined> | undefined;
    const method = client?.[action];
    if (!method)
      throw new TaskFailure('States.Runtime', `There is no call ${service}:${action} in the embedded cloud.`);
    const camel = service === 'sfn';
    const answer = await method.call(client, camel ? renamed(parameters, lowerFirst) : parameters, {
      abortSignal: signal,
    });
    const { $metadata, ...result } = answer as Record<string, unknown>;
    void $metadata;
    return camel ? renamed(result, upperFirst) : withText(result);
  };
}

interface Streamed {
  transformToString(): Promise<string>;
}

async function withText(result: Record<string, unknown>): Promise<Record<string, unknown>> {
  const body = result['Body'];
  const streamed = typeof body === 'object' && body !== null && 'transformToString' in body;
  return streamed ? { ...result, Body: await (body as Streamed).transformToString() } : result;
}

// Step Functions' own API writes its fields in camel case, state machines write them in Pascal case.
function renamed(value: Record<string, unknown>, rename: (key: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), item]));
}

const lowerFirst = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);
const upperFirst = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
