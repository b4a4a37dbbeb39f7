import { ExecutionStopped, ExecutionTimedOut, Interruption, StatesError } from '../errors.ts';
import { type Frame, newFrame } from './frame.ts';
import { inputDetails, type NewEvent, outputDetails } from './history.ts';
import type { Conclusion, Execution } from './execution.ts';
import { runThread } from './run-thread.ts';
import type { Thread } from './thread.ts';

/** Runs an execution to its end, from its last state boundary on; rejects only when it is suspended. */
export async function runExecution(execution: Execution, timesOutAt: number | null): Promise<Conclusion> {
  const root = execution.frameAt('') ?? (await start(execution));
  const over = new AbortController();
  if (timesOutAt !== null) watchTime(execution, timesOutAt, over.signal);
  try {
    return await conclude(execution, root);
  } finally {
    over.abort(new Error('The execution is over.'));
  }
}

async function start(execution: Execution): Promise<Frame> {
  const { identity, definition } = execution;
  await execution.record({
    type: 'ExecutionStarted',
    details: { ...inputDetails(identity.input), roleArn: identity.roleArn },
  });
  return newFrame('', definition.StartAt, identity.input);
}

function watchTime({ ports, controller }: Execution, timesOutAt: number, over: AbortSignal): void {
  ports.clock.sleepUntil(timesOutAt, over).then(
    () => controller.abort(new ExecutionTimedOut('The execution took longer than its TimeoutSeconds.')),
    () => undefined, // it ended in time
  );
}

async function conclude(execution: Execution, root: Frame): Promise<Conclusion> {
  try {
    const output = await runThread(rootThread(execution, root));
    const conclusion = { status: 'SUCCEEDED', output } as const;
    await execution.conclude(
      conclusion,
      { type: 'ExecutionSucceeded', details: outputDetails(output) },
      root,
    );
    return conclusion;
  } catch (error) {
    const conclusion = conclusionOf(error);
    await execution.conclude(
      conclusion,
      eventOf(conclusion),
      conclusion.status === 'FAILED' ? root : undefined,
    );
    return conclusion;
  }
}

function rootThread(execution: Execution, frame: Frame): Thread {
  const { definition, controller } = execution;
  return {
    execution,
    frame,
    scope: definition,
    outer: {},
    context: {},
    signal: controller.signal,
    recorded: true,
  };
}

type Unsuccessful = Exclude<Conclusion, { status: 'SUCCEEDED' }>;

/** An error nobody named is a bug of the interpreter: it is shown in full, and no `Catch` has hidden it. */
function conclusionOf(error: unknown): Unsuccessful {
  if (error instanceof StatesError) return { status: 'FAILED', error: error.error, reason: error.reason };
  if (error instanceof ExecutionTimedOut)
    return { status: 'TIMED_OUT', error: 'States.Timeout', reason: undefined };
  if (error instanceof ExecutionStopped)
    return { status: 'ABORTED', error: error.error, reason: error.reason };
  if (error instanceof Interruption) throw error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 'FAILED', error: 'States.Runtime', reason: text };
}

const endings = {
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;

function eventOf({ status, error, reason }: Unsuccessful): NewEvent {
  const details = { ...(error !== undefined && { error }), ...(reason !== undefined && { cause: reason }) };
  return { type: endings[status], details };
}
