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
  ports: RunPorts & { readonly signal: AbortSignal },
): Promise<void> {
  const { clock, signal } = ports;
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age } = schedule.target.RetryPolicy;
  const executionId = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const run = scheduledRun(schedule, { dueAt, executionId, attempt });
    const failure = await failureOf(ports.deliver(run));
    if (!failure) return;
    const isLast = attempt > retries || clock.now() >= dueAt + age * 1000;
    if (isLast) return bury(schedule, { run, reason: failure.reason }, ports);
    const pause = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
    await clock.sleepUntil(clock.now() + pause, signal);
  }
}

async function failureOf(work: Promise<void>): Promise<{ reason: unknown } | undefined> {
  try {
    await work;
    return undefined;
  } catch (reason) {
    return { reason };
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

interface FailedRun {
  readonly run: ScheduledRun;
  readonly reason: unknown;
}

async function bury(
  { target }: Schedule,
  { run, reason }: FailedRun,
  { deliver, onLost }: RunPorts,
): Promise<void> {
  const grave = target.DeadLetterConfig?.Arn;
  if (grave === undefined) return onLost(run, reason);
  const failure = await failureOf(deliver({ ...run, targetArn: grave }));
  if (failure) onLost(run, failure.reason);
}
