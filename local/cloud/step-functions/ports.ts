import type { Clock } from '../clock.ts';
import type { Json } from './json.ts';

/** One call of a Task, of an ItemReader or of a ResultWriter to a service. */
export interface TaskCall {
  /** As written in the definition: a Lambda ARN or `arn:aws:states:::<service>:<action>[.<pattern>]`. */
  readonly resource: string;
  readonly arguments: Json;
  readonly state: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  /** The same for every run of one attempt, also after a restart; a retry has a new one. */
  readonly attemptId: string;
  readonly taskToken: string | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Resolves with the result; a rejection's `name` and `message` become the `Error` and the `Cause` of the state. */
export type TaskPort = (call: TaskCall) => Promise<unknown>;

export interface EnginePorts {
  readonly tasks: TaskPort;
  readonly clock: Clock;
  /** In [0, 1), for jitter and `$random()`. */
  readonly random: () => number;
  readonly newId: () => string;
}
