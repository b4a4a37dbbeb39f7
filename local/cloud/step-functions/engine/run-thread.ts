import { EvaluationError, StatesError } from '../errors.ts';
import type { State } from '../definition/schema.ts';
import type { Json } from '../json.ts';
import { handle } from '../states/handle.ts';
import { type Frame, newVisit } from './frame.ts';
import { inputDetails, outputDetails } from './history.ts';
import { catchFailure, pauseBeforeRetry, retryLater } from './recovery.ts';
import { commit, commitWithoutChildren, type Here, type Step, type Thread } from './thread.ts';

/** Runs a thread from wherever its frame stands to its end. */
export async function runThread(thread: Thread): Promise<Json> {
  for (;;) {
    if (thread.frame.outcome) return outputOf(thread.frame.outcome);
    const here = await enter(thread);
    await leave(here, await runState(here));
  }
}

function outputOf(outcome: NonNullable<Frame['outcome']>): Json {
  if ('output' in outcome) return outcome.output;
  throw new StatesError(outcome.error, outcome.reason);
}

async function enter(thread: Thread): Promise<Here> {
  const { frame } = thread;
  const state = stateNamed(thread, frame.state);
  if (frame.visit) return { thread, state, visit: frame.visit };
  const { execution } = thread;
  execution.refuseEndlessHistory();
  const visit = newVisit({
    now: execution.now(),
    eventId: execution.nextEventId,
    id: execution.ports.newId(),
  });
  frame.visit = visit;
  await commit(thread, [
    { type: `${state.Type}StateEntered`, details: { name: frame.state, ...inputDetails(frame.input) } },
  ]);
  return { thread, state, visit };
}

function stateNamed(thread: Thread, name: string): State {
  const state = thread.scope.States[name];
  if (state) return state;
  throw new StatesError('States.Runtime', `There is no state '${name}' in its scope.`);
}

/** The state with its retries; throws when neither `Retry` nor `Catch` took the failure. */
async function runState(here: Here): Promise<Step> {
  for (;;) {
    await pauseBeforeRetry(here);
    try {
      return await handle(here);
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const failure = await noted(here, error);
      if (await retryLater(here, failure)) continue;
      return await catchFailure(here, failure);
    }
  }
}

/** Says in the failure where it happened, once, as AWS does, and notes failed evaluations in the history. */
async function noted({ thread, visit }: Here, failure: StatesError): Promise<StatesError> {
  if (failure.located) return failure;
  const { state } = thread.frame;
  const place = `An error occurred while executing the state '${state}' (entered at the event id #${visit.enteredEventId}).`;
  const located = new StatesError(failure.error, `${place} ${failure.reason ?? ''}`, { cause: failure });
  if (failure instanceof EvaluationError) {
    const details = { error: located.error, cause: located.reason, location: failure.location, state };
    await commit(thread, [{ type: 'EvaluationFailed', details }]);
  }
  return located;
}

async function leave({ thread, state }: Here, step: Step): Promise<void> {
  const { frame } = thread;
  const exited = { name: frame.state, ...outputDetails(step.output), ...assignedDetails(step) };
  frame.variables = { ...frame.variables, ...step.assigned };
  frame.visit = null;
  if (step.next === null) frame.outcome = { output: step.output };
  else Object.assign(frame, { state: step.next, input: step.output } satisfies Partial<Frame>);
  await commitWithoutChildren(thread, [{ type: `${state.Type}StateExited`, details: exited }]);
}

function assignedDetails({ assigned }: Step): Record<string, unknown> {
  const variables = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]);
  if (variables.length === 0) return {};
  return {
    assignedVariables: Object.fromEntries(variables) as unknown,
    assignedVariablesDetails: { truncated: false },
  };
}
