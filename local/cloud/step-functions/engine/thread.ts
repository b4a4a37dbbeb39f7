import type { Scope, State } from '../definition/schema.ts';
import { byteSize, type Json, type JsonObject } from '../json.ts';
import { EvaluationError, StatesError } from '../errors.ts';
import { evaluateTemplate } from '../jsonata/evaluate.ts';
import type { Execution } from './execution.ts';
import { type Frame, totalRetries, type Visit } from './frame.ts';
import type { NewEvent } from './history.ts';

/** A frame while it runs. */
export interface Thread {
  readonly execution: Execution;
  readonly frame: Frame;
  readonly scope: Scope;
  /** The variables of the scopes around this one. */
  readonly outer: JsonObject;
  /** Additions to `$states.context`: `Map`, and `Execution` in the child of a distributed Map. */
  readonly context: JsonObject;
  readonly signal: AbortSignal;
  /** False in the children of a distributed Map, which are executions with a history of their own. */
  readonly recorded: boolean;
}

/** A thread inside one of its states. */
export interface Here<S extends State = State> {
  readonly thread: Thread;
  readonly state: S;
  readonly visit: Visit;
}

/** How a state is left. */
export interface Step {
  readonly next: string | null;
  readonly output: Json;
  readonly assigned: JsonObject;
}

/** What `$states` holds besides input and context. */
export type Extra = { readonly result?: Json; readonly errorOutput?: Json; readonly context?: JsonObject };

/** One field of the state's definition, and what of `$states` it may see. */
export interface Field {
  readonly name: string;
  readonly template: Json;
  readonly extra?: Extra;
}

/** What a state may take in, give out or assign at once. */
const LARGEST_PAYLOAD = 262_144;

export function visibleVariables(thread: Thread): JsonObject {
  return { ...thread.outer, ...thread.frame.variables };
}

/** The value of a field with all its expressions evaluated. */
export async function evaluateField(here: Here, field: Field): Promise<Json> {
  const { execution, frame } = here.thread;
  const { context, ...extra } = field.extra ?? {};
  const value = await evaluateTemplate(
    field.template,
    {
      states: { input: frame.input, ...extra, context: { ...contextOf(here), ...context } },
      variables: visibleVariables(here.thread),
      sources: { now: () => execution.now(), random: execution.ports.random, newId: execution.ports.newId },
    },
    field.name,
  );
  here.thread.signal.throwIfAborted();
  return withinLimit(value, `The field '${field.name}'`);
}

/** A field that must be a number, such as `TimeoutSeconds`. */
export async function evaluateNumber(here: Here, field: Field): Promise<number> {
  const value = await evaluateField(here, field);
  if (typeof value === 'number' && value >= 0) return value;
  throw new EvaluationError(field.name, `The field '${field.name}' must be a number that is not negative.`);
}

export function withinLimit(value: Json, what: string): Json {
  if (byteSize(value) <= LARGEST_PAYLOAD) return value;
  throw new StatesError(
    'States.DataLimitExceeded',
    `${what} has a size exceeding the maximum number of bytes service limit (${LARGEST_PAYLOAD}).`,
    { located: false },
  );
}

/** `$states.context` */
function contextOf({ thread, visit }: Here): JsonObject {
  const { identity } = thread.execution;
  return {
    Execution: {
      Id: identity.arn,
      Input: identity.input,
      Name: identity.name,
      RoleArn: identity.roleArn,
      StartTime: new Date(identity.startedAt).toISOString(),
      RedriveCount: identity.redriveCount,
    },
    StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
    State: {
      Name: thread.frame.state,
      EnteredTime: new Date(visit.enteredAt).toISOString(),
      RetryCount: totalRetries(visit),
    },
    ...thread.context,
  };
}

/** Writes the frame, with events where the thread has a history. */
export async function commit(thread: Thread, events: readonly NewEvent[] = []): Promise<void> {
  thread.signal.throwIfAborted();
  await thread.execution.commit(thread.frame, thread.recorded ? events : []);
  thread.signal.throwIfAborted();
}

/** As `commit`, for a thread that has done with the children of its state. */
export async function commitWithoutChildren(thread: Thread, events: readonly NewEvent[] = []): Promise<void> {
  thread.signal.throwIfAborted();
  await thread.execution.commitWithoutChildren(thread.frame, thread.recorded ? events : []);
  thread.signal.throwIfAborted();
}

/** Ends a state that goes on by `Next` or `End`: evaluates `Assign` and `Output` side by side, on the old variables. */
export async function finish(
  here: Here<Exclude<State, { Type: 'Succeed' | 'Fail' }>>,
  result: Json,
  extra: Extra = {},
): Promise<Step> {
  const { state } = here;
  const [assigned, output] = await Promise.all([
    evaluateField(here, { name: 'Assign', template: state.Assign ?? {}, extra }),
    state.Output === undefined
      ? result
      : evaluateField(here, { name: 'Output', template: state.Output, extra }),
  ]);
  return {
    next: nextOf(state),
    output: withinLimit(output, 'The state output'),
    assigned: assigned as JsonObject,
  };
}

function nextOf(state: State): string | null {
  return ('Next' in state ? state.Next : undefined) ?? null;
}
