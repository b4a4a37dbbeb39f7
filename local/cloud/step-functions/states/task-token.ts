import type { TaskState } from '../definition/schema.ts';
import type { Outcome, TaskProgress } from '../engine/frame.ts';
import { commit, type Here } from '../engine/thread.ts';
import { within } from '../engine/within.ts';
import { StatesError } from '../errors.ts';
import type { Json } from '../json.ts';

/** Sends the request and waits for whoever got its token, at most `TimeoutSeconds` and from heartbeat to heartbeat. */
export async function answerByToken(
  here: Here<TaskState>,
  task: TaskProgress,
  submit: (signal: AbortSignal) => Promise<void>,
): Promise<Json> {
  const { execution, signal } = here.thread;
  const { token, outcome, timeoutSeconds } = task;
  if (outcome) return settled(outcome);
  const deadline = timeoutSeconds === null ? null : task.startedAt + timeoutSeconds * 1000;
  try {
    return await within(deadline, { clock: execution.ports.clock, signal }, async (over) => {
      const answer = new Promise<Outcome>((resolve) => register(here, task, resolve));
      const silence = missedHeartbeat(here, task, over);
      await Promise.race([submit(over), silence]);
      return settled(await Promise.race([answer, silence]));
    });
  } finally {
    execution.tokens.forget(token ?? '');
  }
}

function register({ thread }: Here, task: TaskProgress, resolve: (outcome: Outcome) => void): void {
  thread.execution.tokens.wait(task.token ?? '', {
    async answer(outcome) {
      task.outcome = outcome;
      await commit(thread);
      resolve(outcome);
    },
    heartbeat: () => {
      task.lastSignAt = thread.execution.now();
    },
  });
}

function settled(outcome: Outcome): Json {
  if ('output' in outcome) return outcome.output;
  throw new StatesError(outcome.error, outcome.reason);
}

/** Fails when the worker was silent for `HeartbeatSeconds`; never ends otherwise. */
async function missedHeartbeat({ thread }: Here, task: TaskProgress, signal: AbortSignal): Promise<never> {
  const { clock } = thread.execution.ports;
  if (task.heartbeatSeconds === null) return new Promise<never>(() => undefined);
  const patience = task.heartbeatSeconds * 1000;
  task.lastSignAt = clock.now();
  while (clock.now() < task.lastSignAt + patience) await clock.sleepUntil(task.lastSignAt + patience, signal);
  throw new StatesError('States.Timeout');
}
