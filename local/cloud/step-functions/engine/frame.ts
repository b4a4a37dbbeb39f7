import type { Json, JsonObject } from '../json.ts';

/**
 * One thread of control and its position: the machine itself (path ''), a branch or an iteration ('/0/3').
 * It is written at every state boundary; a restarted execution goes on from here.
 */
export interface Frame {
  readonly path: string;
  state: string;
  input: Json;
  /** What this scope assigned; outer variables are looked up in the frames above. */
  variables: JsonObject;
  lastEventId: number;
  /** The state it is in, or null between two states. */
  visit: Visit | null;
  outcome: Outcome | null;
}

export type Outcome = { readonly output: Json } | Failure;

export interface Failure {
  readonly error: string;
  readonly reason?: string | undefined;
}

export interface Visit {
  readonly enteredAt: number;
  readonly enteredEventId: number;
  /** How often each entry of `Retry` was used, by its index. */
  retries: Record<number, number>;
  /** When a Wait or the pause before a retry ends. */
  wakeAt: number | null;
  pausing: boolean;
  task: TaskProgress | null;
  /** What the children of a Map or Parallel work on, once that is known. */
  work: Work[] | null;
  /** Names the run of a distributed Map, so that its results are found under one name after a restart. */
  readonly id: string;
}

export interface TaskProgress {
  readonly attemptId: string;
  readonly arguments: Json;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  readonly token: string | null;
  readonly startedAt: number;
  /** When the worker that has the token last gave a sign of life. */
  lastSignAt: number;
  /** The request with the token went out: after a restart it is only waited for. */
  submitted: boolean;
  outcome: Outcome | null;
}

/** The input of a child and, in a Map, the item it stands for. */
export interface Work {
  readonly input: Json;
  readonly item?: JsonObject;
  /** How many items a batch holds. */
  readonly weight: number;
}

export function newFrame(path: string, startAt: string, input: Json): Frame {
  return { path, state: startAt, input, variables: {}, lastEventId: 0, visit: null, outcome: null };
}

export function newVisit(at: { readonly now: number; readonly eventId: number; readonly id: string }): Visit {
  return {
    enteredAt: at.now,
    enteredEventId: at.eventId,
    retries: {},
    wakeAt: null,
    pausing: false,
    task: null,
    work: null,
    id: at.id,
  };
}

export function totalRetries(visit: Visit): number {
  return Object.values(visit.retries).reduce((sum, count) => sum + count, 0);
}

/**
 * The frame of an unsuccessful execution as a redrive takes it up: what succeeded stays, what did not starts its
 * state again with the same input and all its retries.
 */
export function redriven(frame: Frame, now: number): Frame {
  if (frame.outcome && 'output' in frame.outcome) return frame;
  const visit = frame.visit && {
    ...frame.visit,
    enteredAt: now,
    retries: {},
    wakeAt: null,
    pausing: false,
    task: null,
  };
  return { ...frame, visit, outcome: null };
}
