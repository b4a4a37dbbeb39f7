import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../../../local/cloud/clock.ts';
import { startScheduler, type ScheduledRun } from '../../../../../local/cloud/scheduler/index.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:catch-up';
const GRAVE = 'arn:aws:sqs:eu-central-1:000000000000:grave';

const aSchedule = (changes: object = {}, target: object = {}): object => ({
  Name: 'catch-up',
  ScheduleExpression: 'rate(5 minutes)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: MACHINE, RoleArn: 'role', Input: '{"connectionId":"bc"}', ...target },
  ...changes,
});

function aScheduler(schedule: object, take: (run: ScheduledRun) => void = () => undefined) {
  const clock = manualClock(START);
  const runs: (ScheduledRun & { at: string })[] = [];
  const lost: ScheduledRun[] = [];
  const scheduler = startScheduler({
    schedules: [schedule],
    clock,
    deliver: async (run) => {
      take(run);
      runs.push({ ...run, at: new Date(clock.now()).toISOString() });
      return Promise.resolve();
    },
    onLost: (run) => lost.push(run),
  });
  return { clock, runs, lost, scheduler, until: (time: string) => clock.advanceTo(Date.parse(time)) };
}

describe('a schedule', () => {
  it('runs at its times with its input', async () => {
    const { runs, until } = aScheduler(aSchedule());

    await until('2026-01-01T00:14:00Z');

    expect(runs.map(({ at }) => at)).toEqual(['2026-01-01T00:05:00.000Z', '2026-01-01T00:10:00.000Z']);
    expect(runs[0]).toMatchObject({
      targetArn: MACHINE,
      payload: '{"connectionId":"bc"}',
      scheduleName: 'catch-up',
    });
  });

  it('closes twelve months in one step, each on its last evening', async () => {
    const monthly = {
      ScheduleExpression: 'cron(30 23 L * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    };
    const { runs, until } = aScheduler(aSchedule(monthly));

    await until('2027-01-01T00:00:00Z');

    expect(runs).toHaveLength(12);
    expect(runs.map(({ at }) => at.slice(0, 16))).toContain('2026-02-28T22:30');
    expect(runs.map(({ at }) => at.slice(0, 16))).toContain('2026-07-31T21:30');
  });

  it('runs only within its dates, both included', async () => {
    const dates = { StartDate: '2026-01-01T00:07:00Z', EndDate: '2026-01-01T00:17:00Z' };
    const { runs, until } = aScheduler(aSchedule(dates));

    await until('2026-01-01T01:00:00Z');

    expect(runs.map(({ at }) => at.slice(11, 16))).toEqual(['00:07', '00:12', '00:17']);
  });

  it('does not run while it is disabled', async () => {
    const { runs, scheduler, until } = aScheduler(aSchedule({ State: 'DISABLED' }));

    await until('2026-02-01T00:00:00Z');

    expect(runs).toEqual([]);
    expect(scheduler.upcoming()).toEqual([{ scheduleName: 'catch-up', at: undefined }]);
  });

  it('fills in what only the run knows', async () => {
    const Input = '{"due":"<aws.scheduler.scheduled-time>","attempt":<aws.scheduler.attempt-number>}';
    const { runs, until } = aScheduler(aSchedule({}, { Input }));

    await until('2026-01-01T00:05:00Z');

    expect(JSON.parse(runs[0]?.payload ?? '')).toEqual({ due: '2026-01-01T00:05:00Z', attempt: 1 });
  });

  it('tries again until its target takes the run, without delaying the next', async () => {
    let failures = 3;
    const take = ({ dueAt }: ScheduledRun): void => {
      if (dueAt === START + 300_000 && failures-- > 0) throw new Error('busy');
    };
    const { runs, until } = aScheduler(aSchedule({ ScheduleExpression: 'cron(5/1 0 * * ? *)' }), take);

    await until('2026-01-01T00:06:00Z');

    expect(runs.map(({ at }) => at.slice(14, 19))).toEqual(['05:07', '06:00']);
  });

  it('ends in the dead-letter queue when its retries are used up', async () => {
    const take = ({ targetArn }: ScheduledRun): void => {
      if (targetArn === MACHINE) throw new Error('gone');
    };
    const RetryPolicy = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 };
    const { runs, until } = aScheduler(
      aSchedule({}, { RetryPolicy, DeadLetterConfig: { Arn: GRAVE } }),
      take,
    );

    await until('2026-01-01T00:05:30Z');

    expect(runs.map(({ targetArn }) => targetArn)).toEqual([GRAVE]);
  });

  it('is given up loudly without a dead-letter queue', async () => {
    const take = (): void => {
      throw new Error('gone');
    };
    const RetryPolicy = { MaximumRetryAttempts: 0 };
    const { lost, until } = aScheduler(aSchedule({}, { RetryPolicy }), take);

    await until('2026-01-01T00:05:00Z');

    expect(lost).toHaveLength(1);
  });

  it('is refused when it asks for something that is not emulated', () => {
    expect(() => aScheduler(aSchedule({}, { EcsParameters: {} }))).toThrow('EcsParameters');
    expect(() => aScheduler(aSchedule({ ScheduleExpression: 'sometimes' }))).toThrow('sometimes');
  });

  it('starts no run after closing', async () => {
    const { runs, scheduler, until } = aScheduler(aSchedule());

    await scheduler.close();
    await until('2026-01-01T01:00:00Z');

    expect(runs).toEqual([]);
  });
});
