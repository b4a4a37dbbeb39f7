import { isObject, type Json, type JsonObject } from '../json.ts';
import type { TaskCall } from '../ports.ts';
import { callSdk, type SdkPort } from './sdk.ts';
import { TaskFailure } from './task-failure.ts';

/** `events:putEvents`: details travel as text and name the execution; one refused entry fails the Task. */
export async function putEvents(sdk: SdkPort, call: TaskCall, parameters: JsonObject): Promise<Json> {
  const entries = Array.isArray(parameters['Entries']) ? parameters['Entries'] : [];
  const answer = await callSdk(sdk, {
    service: 'eventbridge',
    action: 'putEvents',
    prefix: 'EventBridge',
    parameters: { ...parameters, Entries: entries.map((entry) => prepared(entry, call)) },
    signal: call.signal,
  });
  if (isObject(answer) && Number(answer['FailedEntryCount']) > 0) {
    throw new TaskFailure('EventBridge.FailedEntry', JSON.stringify(answer));
  }
  return answer;
}

function prepared(entry: Json, { executionArn, stateMachineArn }: TaskCall): Json {
  if (!isObject(entry)) return entry;
  const { Detail: detail = {}, Resources: resources = [] } = entry;
  return {
    ...entry,
    Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
    Resources: [...(Array.isArray(resources) ? resources : []), executionArn, stateMachineArn],
  };
}
