import type { TaskState } from '../definition/schema.ts';
import { Interruption, StatesError } from '../errors.ts';
import type { TaskProgress } from '../engine/frame.ts';
import {
  commit,
  evaluateField,
  evaluateNumber,
  finish,
  type Here,
  type Step,
  withinLimit,
} from '../engine/thread.ts';
import { within } from '../engine/within.ts';
import { parseResource, type Resource } from '../integrations/resource.ts';
import { asJson, type Json } from '../json.ts';
import { failedEvent, scheduledEvents, submittedEvent, succeededEvent } from './task-events.ts';
import { answerByToken } from './task-token.ts';

/**
 * Calls the service behind `Resource`. A call in flight when the process ends is made again after the restart with
 * the same attempt id, unless it waits for a token and its request went out.
 */
export async function runTask(here: Here<TaskState>): Promise<Step> {
  const { state, visit } = here;
  const resource = parseResource(state.Resource);
  if (!resource)
    throw new StatesError('States.Runtime', `The resource '${state.Resource}' is not supported.`);
  visit.task ??= await prepare(here, resource);
  const result = withinLimit(await attempt(here, resource, visit.task), "The task's result");
  return finish(here, result, { result });
}

async function prepare(here: Here<TaskState>, resource: Resource): Promise<TaskProgress> {
  const { state, thread } = here;
  const { newId } = thread.execution.ports;
  const token = waitsForToken(resource) ? `task-${newId()}` : null;
  const extra = token === null ? {} : { context: { Task: { Token: token } } };
  const field = (name: 'TimeoutSeconds' | 'HeartbeatSeconds') => {
    const template = state[name];
    return template === undefined ? null : evaluateNumber(here, { name, template });
  };
  return {
    attemptId: newId(),
    token,
    arguments: await evaluateField(here, { name: 'Arguments', template: state.Arguments ?? {}, extra }),
    timeoutSeconds: await field('TimeoutSeconds'),
    heartbeatSeconds: await field('HeartbeatSeconds'),
    startedAt: thread.execution.now(),
    lastSignAt: thread.execution.now(),
    submitted: false,
    outcome: null,
  };
}

function waitsForToken(resource: Resource): boolean {
  return resource.kind === 'service' && resource.pattern === 'waitForTaskToken';
}

async function attempt(here: Here<TaskState>, resource: Resource, task: TaskProgress): Promise<Json> {
  const { thread } = here;
  const region = thread.execution.identity.arn.split(':')[3] ?? '';
  if (!task.submitted) await commit(thread, scheduledEvents(resource, task, region));
  try {
    const result =
      task.token === null ? await callWithin(here, task) : await submitAndWait(here, resource, task);
    await commit(thread, [succeededEvent(resource, result)]);
    return result;
  } catch (error) {
    if (error instanceof StatesError) await commit(thread, [failedEvent(resource, error)]);
    throw error;
  }
}

function callWithin(here: Here<TaskState>, task: TaskProgress): Promise<Json> {
  const { execution, signal } = here.thread;
  // A call that is made again after a restart has its whole time again.
  const deadline = task.timeoutSeconds === null ? null : execution.now() + task.timeoutSeconds * 1000;
  return within(deadline, { clock: execution.ports.clock, signal }, (over) => call(here, task, over));
}

async function submitAndWait(here: Here<TaskState>, resource: Resource, task: TaskProgress): Promise<Json> {
  return answerByToken(here, task, async (signal) => {
    if (task.submitted) return;
    const answer = await call(here, task, signal);
    task.submitted = true;
    await commit(here.thread, [submittedEvent(resource, answer)]);
  });
}

async function call(
  { state, thread }: Here<TaskState>,
  task: TaskProgress,
  signal: AbortSignal,
): Promise<Json> {
  const { identity, ports } = thread.execution;
  try {
    const result = await ports.tasks({
      resource: state.Resource,
      arguments: task.arguments,
      state: thread.frame.state,
      executionArn: identity.arn,
      stateMachineArn: identity.stateMachineArn,
      attemptId: task.attemptId,
      taskToken: task.token ?? undefined,
      signal,
    });
    return asJson(result);
  } catch (error) {
    throw asFailure(error);
  }
}

/** The name and the message of what the port threw are the `Error` and the `Cause`. */
function asFailure(error: unknown): Error {
  if (error instanceof Interruption || error instanceof StatesError) return error;
  if (error instanceof Error) return new StatesError(error.name, error.message, { cause: error });
  return new StatesError('States.TaskFailed', String(error), { cause: error });
}
