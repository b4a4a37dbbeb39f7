import type { Clock } from '../clock.ts';
import { parseDefinition } from './definition/load.ts';
import { Execution, type Change, type RunJournal } from './engine/execution.ts';
import { runExecution } from './engine/run-execution.ts';
import type { HistoryEvent } from './engine/history.ts';
import { TokenDesk } from './engine/token-desk.ts';
import { Interruption } from './errors.ts';
import { asJson, type Json } from './json.ts';
import type { TaskCall, TaskPort } from './ports.ts';
import { skippingClock } from './skipping-clock.ts';

/** Answers the calls of one state: gets the evaluated `Arguments`, may answer a task token through the desk. */
export type StateTask = (input: never, call: TaskCall & { readonly tokens: TokenDesk }) => unknown;

export interface RunOptions {
  /** One port for all calls, or a function per state by its name. */
  readonly tasks?: TaskPort | Readonly<Record<string, StateTask>>;
  /** Without it time is skipped: waits and retries take none. */
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly newId?: () => string;
  readonly executionArn?: string;
}

export interface RunResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly history: readonly HistoryEvent[];
  /** The names of the states in the order in which they were entered. */
  readonly states: readonly string[];
}

/** A test's machine entered a state for which the test gave no task; no `Catch` may hide that. */
class MissingTaskError extends Interruption {
  override readonly name = 'MissingTaskError';
}

const NOON = Date.UTC(2026, 0, 15, 12);

/** Runs a state machine in this process to its end, keeping nothing. */
export async function runStateMachine(
  definition: unknown,
  input: unknown,
  options: RunOptions = {},
): Promise<RunResult> {
  const parsed = parseDefinition(definition);
  const history: HistoryEvent[] = [];
  const execution = newExecution({ parsed, input, options, history });
  const timesOutAt =
    parsed.TimeoutSeconds === undefined ? null : execution.now() + parsed.TimeoutSeconds * 1000;
  const conclusion = await runExecution(execution, timesOutAt);
  return {
    status: conclusion.status,
    output: 'output' in conclusion ? conclusion.output : undefined,
    error: 'error' in conclusion ? conclusion.error : undefined,
    cause: 'reason' in conclusion ? conclusion.reason : undefined,
    history,
    states: history.flatMap((event) => enteredState(event) ?? []),
  };
}

interface NewRun {
  readonly parsed: ReturnType<typeof parseDefinition>;
  readonly input: unknown;
  readonly options: RunOptions;
  readonly history: HistoryEvent[];
}

function newExecution({ parsed, input, options, history }: NewRun): Execution {
  const clock = options.clock ?? skippingClock(NOON);
  const tokens = new TokenDesk();
  const arn = options.executionArn ?? 'arn:aws:states:eu-central-1:000000000000:execution:machine:run';
  return new Execution({
    identity: {
      arn,
      name: arn.slice(arn.lastIndexOf(':') + 1),
      stateMachineArn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:machine',
      stateMachineName: 'machine',
      roleArn: 'arn:aws:iam::000000000000:role/machine',
      input: asJson(input),
      startedAt: clock.now(),
      redriveCount: 0,
    },
    definition: parsed,
    ports: {
      tasks: portOf(options.tasks ?? {}, tokens),
      clock,
      random: options.random ?? Math.random,
      newId: options.newId ?? (() => crypto.randomUUID()),
    },
    journal: collect(history),
    tokens,
  });
}

function portOf(tasks: NonNullable<RunOptions['tasks']>, tokens: TokenDesk): TaskPort {
  if (typeof tasks === 'function') return tasks;
  return async (call) => {
    const task = tasks[call.state];
    if (!task)
      throw new MissingTaskError(
        `The state '${call.state}' called ${call.resource}, but no task was given for it.`,
      );
    return await task(call.arguments as never, { ...call, tokens });
  };
}

function collect(history: HistoryEvent[]): RunJournal {
  return {
    commit: ({ events = [] }: Change) => {
      history.push(...events);
      return Promise.resolve();
    },
  };
}

function enteredState(event: HistoryEvent): string | undefined {
  const name = event.stateEnteredEventDetails?.['name'];
  return typeof name === 'string' ? name : undefined;
}
