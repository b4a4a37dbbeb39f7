import type { Scope } from '../definition/schema.ts';
import { StatesError } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { newFrame } from './frame.ts';
import type { NewEvent } from './history.ts';
import { runThread } from './run-thread.ts';
import { commit, type Here, type Thread, visibleVariables } from './thread.ts';

/** A branch or an iteration to run below a state. */
export interface Child {
  readonly index: number;
  readonly scope: Scope;
  readonly input: Json;
  readonly signal: AbortSignal;
  /** Additions to `$states.context`. */
  readonly context?: JsonObject;
  /** An execution of its own: sees no outer variable and writes no history. */
  readonly isolated?: boolean;
}

/** The thread of a child, at the position it had before a restart. */
export function childThread({ thread }: Here, child: Child): Thread {
  const path = `${thread.frame.path}/${child.index}`;
  const known = thread.execution.frameAt(path);
  const frame = known ?? newFrame(path, child.scope.StartAt, child.input);
  if (!known) frame.lastEventId = thread.frame.lastEventId;
  return {
    execution: thread.execution,
    frame,
    scope: child.scope,
    outer: child.isolated ? {} : visibleVariables(thread),
    context: { ...thread.context, ...child.context },
    signal: child.signal,
    recorded: thread.recorded && !child.isolated,
  };
}

/** Runs a child between the events that frame it; one that ended before a restart is not run again. */
export async function runFramed(
  thread: Thread,
  frameBy: (end: 'Started' | 'Succeeded' | 'Failed') => NewEvent,
): Promise<Json> {
  if (thread.frame.outcome) return runThread(thread);
  if (!thread.execution.frameAt(thread.frame.path)) await commit(thread, [frameBy('Started')]);
  try {
    const output = await runThread(thread);
    await commit(thread, [frameBy('Succeeded')]);
    return output;
  } catch (error) {
    if (error instanceof StatesError) await commit(thread, [frameBy('Failed')]);
    throw error;
  }
}
