import { AwsError } from '../../aws-json/aws-error.ts';
import { ExecutionSuspended } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import type { TaskCall, TaskPort } from '../ports.ts';
import type { ExecutionRecord } from '../store/executions.ts';
import { parseResource, type Pattern } from './resource.ts';
import { TaskFailure } from './task-failure.ts';

/** What a Task needs of the service it runs in. */
export interface OwnExecutions {
  start(request: {
    machineArn: string;
    name?: string | undefined;
    input?: string | undefined;
    startedBy: string;
  }): Promise<ExecutionRecord>;
  settled(arn: string): Promise<ExecutionRecord>;
  stop(arn: string): Promise<ExecutionRecord>;
}

/** Answers `states:startExecution` in all its patterns; passes everything else on. */
export function withOwnExecutions(tasks: TaskPort, own: OwnExecutions): TaskPort {
  return (call) => {
    const resource = parseResource(call.resource);
    const isOwn =
      resource?.kind === 'service' && resource.service === 'states' && resource.action === 'startExecution';
    return isOwn ? startExecution(call, own, resource.pattern) : tasks(call);
  };
}

/** A call that is made again after a restart finds the execution that its first run started. */
async function startExecution(call: TaskCall, own: OwnExecutions, pattern: Pattern): Promise<Json> {
  const child = await start(call, own);
  if (pattern === 'requestResponse' || pattern === 'waitForTaskToken') {
    return { ExecutionArn: child.arn, StartDate: new Date(child.startedAt).toISOString() };
  }
  const result = describe(await untilSettled(call, own, child.arn), pattern);
  if (result.Status === 'SUCCEEDED') return result;
  throw new TaskFailure('States.TaskFailed', JSON.stringify(result));
}

async function start(call: TaskCall, own: OwnExecutions): Promise<ExecutionRecord> {
  const { StateMachineArn, Name, Input } = isObject(call.arguments) ? call.arguments : {};
  try {
    return await own.start({
      machineArn: typeof StateMachineArn === 'string' ? StateMachineArn : '',
      name: typeof Name === 'string' ? Name : undefined,
      input: typeof Input === 'string' ? Input : JSON.stringify(Input ?? {}),
      startedBy: call.attemptId,
    });
  } catch (error) {
    if (error instanceof AwsError)
      throw new TaskFailure(`StepFunctions.${error.code}Exception`, error.message);
    throw error;
  }
}

/** When nobody waits for the child any more, it is stopped too; a closing service only interrupts both. */
async function untilSettled({ signal }: TaskCall, own: OwnExecutions, arn: string): Promise<ExecutionRecord> {
  const onAbort = (): void => {
    // The child's own run reports it when it cannot end.
    if (!(signal.reason instanceof ExecutionSuspended)) own.stop(arn).catch(() => undefined);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await own.settled(arn);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** `.sync` gives input and output as text, `.sync:2` as JSON. */
function describe(child: ExecutionRecord, pattern: 'sync' | 'sync:2') {
  const shown = (text: string | null): Json =>
    text === null || pattern === 'sync' ? text : (JSON.parse(text) as Json);
  return {
    ExecutionArn: child.arn,
    StateMachineArn: child.machineArn,
    Name: child.name,
    Status: child.status,
    StartDate: child.startedAt,
    StopDate: child.stoppedAt,
    Input: shown(child.input),
    InputDetails: { Included: true },
    ...(child.output !== null && { Output: shown(child.output), OutputDetails: { Included: true } }),
    ...(child.error !== null && { Error: child.error }),
    ...(child.cause !== null && { Cause: child.cause }),
  };
}
