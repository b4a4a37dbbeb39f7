import { parseResource } from '../step-functions/integrations/resource.ts';
import type { TaskCall, TaskPort } from '../step-functions/ports.ts';
import { invokeFunction, lambdaInvoke, type InvokeByArn } from './lambda-task.ts';
import { optimisedInput } from './optimised-input.ts';
import { sdkCaller } from './sdk-call.ts';

/** How state machines reach the rest of the cloud: functions directly, services through their own API. */
export function taskPort(invoke: InvokeByArn, endpoints: Readonly<Record<string, string>>): TaskPort {
  const callSdk = sdkCaller(endpoints);
  return (call: TaskCall) => {
    const resource = parseResource(call.resource);
    if (!resource)
      return Promise.reject(new Error(`The embedded cloud does not know the resource ${call.resource}.`));
    if (resource.kind === 'lambda') return invokeFunction(invoke, resource.functionArn, call.arguments);
    if (resource.service === 'lambda' && resource.action === 'invoke')
      return lambdaInvoke(invoke, call.arguments);
    const { service, action } = resource;
    const input = optimisedInput(service, call.arguments);
    return callSdk({ service: service.replace(/^aws-sdk:/, ''), action, input });
  };
}
