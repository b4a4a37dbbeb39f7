import type { TaskProgress } from '../engine/frame.ts';
import { inputDetails, type NewEvent, outputDetails } from '../engine/history.ts';
import type { StatesError } from '../errors.ts';
import type { Resource } from '../integrations/resource.ts';
import type { Json } from '../json.ts';

/** A Task on a Lambda ARN has events of its own; all others say which service and action it was. */
export function scheduledEvents(resource: Resource, task: TaskProgress, region: string): NewEvent[] {
  const limits = {
    ...(task.timeoutSeconds !== null && { timeoutInSeconds: task.timeoutSeconds }),
    ...(task.heartbeatSeconds !== null && { heartbeatInSeconds: task.heartbeatSeconds }),
  };
  if (resource.kind === 'lambda') {
    const details = { resource: resource.functionArn, ...inputDetails(task.arguments), ...limits };
    return [{ type: 'LambdaFunctionScheduled', details }, { type: 'LambdaFunctionStarted' }];
  }
  const parameters = JSON.stringify(task.arguments);
  return [
    { type: 'TaskScheduled', details: { ...naming(resource), region, parameters, ...limits } },
    { type: 'TaskStarted', details: naming(resource) },
  ];
}

export function submittedEvent(resource: Resource, answer: Json): NewEvent {
  return { type: 'TaskSubmitted', details: { ...naming(resource), ...outputDetails(answer) } };
}

export function succeededEvent(resource: Resource, result: Json): NewEvent {
  const type = resource.kind === 'lambda' ? 'LambdaFunctionSucceeded' : 'TaskSucceeded';
  return { type, details: { ...naming(resource), ...outputDetails(result) } };
}

export function failedEvent(resource: Resource, failure: StatesError): NewEvent {
  const family = resource.kind === 'lambda' ? 'LambdaFunction' : 'Task';
  const end = failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
  return {
    type: family + end,
    details: {
      ...naming(resource),
      error: failure.error,
      ...(failure.reason !== undefined && { cause: failure.reason }),
    },
  };
}

function naming(resource: Resource): Record<string, string> {
  if (resource.kind === 'lambda') return {};
  const suffix = resource.pattern === 'requestResponse' ? '' : `.${resource.pattern}`;
  return { resourceType: resource.service, resource: resource.action + suffix };
}
