import { systemClock, type Clock } from '../clock.ts';
import { deliverRun, type DeliverRun, type RunPorts } from './run.ts';
import { scheduleOf, type Schedule } from './schedule.ts';

export type { DeliverRun, ScheduledRun } from './run.ts';

export interface SchedulerOptions {
  /** Resolved properties of AWS::Scheduler::Schedule. */
  readonly schedules: readonly unknown[];
  readonly deliver: DeliverRun;
  readonly clock?: Clock | undefined;
  /** Told about a run that is given up and has no dead-letter queue; AWS would only count it. */
  readonly onLost?: RunPorts['onLost'] | undefined;
}

export interface UpcomingRun {
  readonly scheduleName: string;
  /** Epoch milliseconds; undefined when it will not run again. */
  readonly at: number | undefined;
}

export interface RunningScheduler {
  upcoming(): UpcomingRun[];
  /** Starts no further run and waits for those that are being delivered. */
  close(): Promise<void>;
}

/**
 * Runs every schedule from now on. Runs that fell into a time when nothing was running are not made up for: the
 * next one comes at its own time.
 */
export function startScheduler(options: SchedulerOptions): RunningScheduler {
  const { clock = systemClock, deliver, onLost = failLoudly } = options;
  const schedules = options.schedules.map(scheduleOf);
  const closing = new AbortController();
  const ports = { clock, deliver, onLost, signal: closing.signal };
  const loops = schedules.map((schedule) => follow(schedule, ports));

  return {
    upcoming: () => schedules.map(({ name, next }) => ({ scheduleName: name, at: next(clock.now()) })),
    close: async () => {
      closing.abort(new Error('The scheduler is closing.'));
      await Promise.all(loops);
    },
  };
}

type Ports = RunPorts & { readonly signal: AbortSignal };

async function follow(schedule: Schedule, ports: Ports): Promise<void> {
  const runs = new Set<Promise<void>>();
  const start = (dueAt: number): void => {
    const run = untilClosed(deliverRun(schedule, dueAt, ports), ports).finally(() => runs.delete(run));
    runs.add(run);
  };
  await untilClosed(startRuns(schedule, ports, start), ports);
  await Promise.all(runs);
}

/** A slow run does not hold up the next one; of those missed while the machine slept, one runs late. */
async function startRuns(
  schedule: Schedule,
  { clock, signal }: Ports,
  start: (at: number) => void,
): Promise<void> {
  let due = schedule.next(clock.now());
  while (due !== undefined) {
    await clock.sleepUntil(due, signal);
    start(due);
    due = schedule.next(Math.max(due, clock.now()));
  }
}

async function untilClosed(work: Promise<void>, { signal }: Ports): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error !== signal.reason) throw error;
  }
}

const failLoudly: RunPorts['onLost'] = ({ scheduleName, targetArn }, reason) => {
  process.emitWarning(
    `A run of schedule ${scheduleName} did not reach ${targetArn} and is lost: ${String(reason)}`,
  );
};
