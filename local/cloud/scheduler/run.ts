import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Schedule } from './schedule.ts';

export interface ScheduledRun {
  readonly targetArn: string;
  /** JSON text. */
  readonly payload: string;
  readonly scheduleName: string;
  /** When it was due, in epoch milliseconds. */
  readonly dueAt: number;
}

/** Hands a run to its target and resolves when the target has it for good; a rejection is retried. */
export type DeliverRun = (run: ScheduledRun) => Promise<void>;

export interface RunPorts {
  readonly clock: Clock;
  readonly deliver: DeliverRun;
  /** Told about a run that is given up without a dead-letter queue. */
  readonly onLost: (run: ScheduledRun, reason: unknown) => void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 300_000;

/** Delivers one run, with the target's retries, and ends it in its dead-letter queue when all fail. */
export async function deliverRun(
  schedule: Schedule,
  dueAt: number,
  { clock, deliver, onLost, signal }: RunPorts & { signal: AbortSignal },
): Promise<void> {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age } = schedule.target.RetryPolicy;
  const executionId = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const run = scheduledRun(schedule, { dueAt, executionId, attempt });
    try {
      return await deliver(run);
    } catch (reason) {
      const isLast = attempt > retries || clock.now() >= dueAt + age * 1000;
      if (isLast) return bury(schedule, run, reason, { deliver, onLost });
    }
    const pause = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
    await clock.sleepUntil(clock.now() + pause, signal);
  }
}

interface RunContext {
  readonly dueAt: number;
  readonly executionId: string;
  readonly attempt: number;
}

/** The input's variables stand for what only the run knows. */
function scheduledRun(
  { name, arn, target }: Schedule,
  { dueAt, executionId, attempt }: RunContext,
): ScheduledRun {
  const payload = target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', `${new Date(dueAt).toISOString().slice(0, 19)}Z`)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
  return { targetArn: target.Arn, payload, scheduleName: name, dueAt };
}

async function bury(
  { target }: Schedule,
  run: ScheduledRun,
  reason: unknown,
  { deliver, onLost }: Pick<RunPorts, 'deliver' | 'onLost'>,
): Promise<void> {
  const grave = target.DeadLetterConfig?.Arn;
  if (grave === undefined) return onLost(run, reason);
  try {
    await deliver({ ...run, targetArn: grave });
  } catch (burial) {
    onLost(run, burial);
  }
}
