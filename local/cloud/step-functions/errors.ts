/**
 * A failure as a state machine sees it: what `Retry` and `Catch` match by name.
 * `located` is false while the text still lacks the state in which it happened.
 */
export class StatesError extends Error {
  override readonly name: string = 'StatesError';
  readonly error: string;
  readonly reason: string | undefined;
  readonly located: boolean;
  constructor(error: string, reason?: string, options: { located?: boolean; cause?: unknown } = {}) {
    super(reason === undefined ? error : `${error}: ${reason}`, { cause: options.cause });
    this.error = error;
    this.reason = reason;
    this.located = options.located ?? true;
  }
}

/** An expression or a field of the definition did not yield what the state needs. */
export class EvaluationError extends StatesError {
  override readonly name = 'EvaluationError';
  /** The field within the state, such as `Output/lines[2]`. */
  readonly location: string;
  constructor(location: string, reason: string, cause?: unknown) {
    super('States.QueryEvaluationError', reason, { located: false, cause });
    this.location = location;
  }
}

/** Ends an execution from outside; no `Retry` and no `Catch` sees it. */
export abstract class Interruption extends Error {}

export class ExecutionTimedOut extends Interruption {
  override readonly name = 'ExecutionTimedOut';
}

export class ExecutionStopped extends Interruption {
  override readonly name = 'ExecutionStopped';
  readonly error: string | undefined;
  readonly reason: string | undefined;
  constructor(error?: string, reason?: string) {
    super('The execution was stopped.');
    this.error = error;
    this.reason = reason;
  }
}

/** The service closes: the execution keeps its position and goes on after the next start. */
export class ExecutionSuspended extends Interruption {
  override readonly name = 'ExecutionSuspended';
}

/** A sibling branch failed, so this one's outcome no longer matters. */
export class BranchCancelled extends Interruption {
  override readonly name = 'BranchCancelled';
}

/** These two end an execution whatever `States.ALL` says. */
const terminal: ReadonlySet<string> = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** Whether an `ErrorEquals` list names the failure. */
export function matches(names: readonly string[], failure: StatesError): boolean {
  return names.some((name) => matchesName(name, failure.error));
}

function matchesName(name: string, error: string): boolean {
  if (error === 'States.Runtime') return false;
  if (name === error) return true;
  if (terminal.has(error)) return false;
  // A missed heartbeat is reported as States.Timeout and answers to both names.
  if (name === 'States.HeartbeatTimeout') return error === 'States.Timeout';
  return name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout');
}
