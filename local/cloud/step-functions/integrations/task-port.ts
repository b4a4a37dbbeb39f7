import { isObject, type Json, type JsonObject } from '../json.ts';
import type { TaskCall, TaskPort } from '../ports.ts';
import { invokeDirectly, invokeFunction, type LambdaPort } from './lambda.ts';
import { putEvents } from './put-events.ts';
import { parseResource, type Resource } from './resource.ts';
import { callSdk, type SdkPort } from './sdk.ts';
import { TaskFailure } from './task-failure.ts';

export interface TaskServices {
  readonly lambda: LambdaPort;
  readonly sdk: SdkPort;
}

type ServiceResource = Extract<Resource, { kind: 'service' }>;

/** Turns the calls of state machines into calls of services, each integration with its own manners. */
export function createTaskPort({ lambda, sdk }: TaskServices): TaskPort {
  return async (call) => {
    const resource = parseResource(call.resource);
    if (resource?.kind === 'lambda') return invokeDirectly(lambda, resource.functionArn, call.arguments);
    // Only executions of state machines can be waited for, and these calls do not come here.
    if (!resource || resource.pattern.startsWith('sync')) {
      throw new TaskFailure('States.Runtime', `The resource '${call.resource}' is not supported.`);
    }
    const parameters = isObject(call.arguments) ? call.arguments : {};
    const integration = integrations[`${resource.service}:${resource.action}`];
    if (integration) return integration({ lambda, sdk }, call, parameters);
    return passThrough(sdk, resource, { call, parameters });
  };
}

type Integration = (services: TaskServices, call: TaskCall, parameters: JsonObject) => Promise<Json>;

const integrations: Readonly<Record<string, Integration>> = {
  'lambda:invoke': ({ lambda }, _, parameters) => invokeFunction(lambda, parameters),
  'events:putEvents': ({ sdk }, call, parameters) => putEvents(sdk, call, parameters),
  // A body that is JSON travels as its text.
  'sqs:sendMessage': ({ sdk }, call, { MessageBody: body = null, ...rest }) => {
    const parameters = { ...rest, MessageBody: typeof body === 'string' ? body : JSON.stringify(body) };
    return callSdk(sdk, {
      service: 'sqs',
      action: 'sendMessage',
      prefix: 'SQS',
      parameters,
      signal: call.signal,
    });
  },
};

/** The names under which the integrations report errors; the SDK integrations have names of their own. */
const prefixes: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB',
  s3: 'S3',
  'aws-sdk:dynamodb': 'DynamoDb',
  'aws-sdk:eventbridge': 'EventBridge',
  'aws-sdk:secretsmanager': 'SecretsManager',
};

function passThrough(
  sdk: SdkPort,
  { service, action }: ServiceResource,
  { call, parameters }: { readonly call: TaskCall; readonly parameters: JsonObject },
): Promise<Json> {
  const name = service.replace(/^aws-sdk:/, '');
  const prefix = prefixes[service] ?? name.charAt(0).toUpperCase() + name.slice(1);
  return callSdk(sdk, { service: name, action, prefix, parameters, signal: call.signal });
}
