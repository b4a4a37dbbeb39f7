import { describe, expect, it } from 'vitest';
import {
  InvalidScheduleError,
  parseScheduleExpression,
} from '../../../../../local/cloud/scheduler/expression/schedule-expression.ts';

function nextRun(expression: string, timeZone: string, after: string): string | undefined {
  const next = parseScheduleExpression(expression, { timeZone, anchor: 0 })(Date.parse(after));
  return next === undefined ? undefined : new Date(next).toISOString();
}

describe('the next run', () => {
  it.each<[rule: string, expression: string, timeZone: string, after: string, next: string | undefined]>([
    [
      'last day of a short month',
      'cron(30 23 L * ? *)',
      'Europe/London',
      '2026-02-10T00:00:00Z',
      '2026-02-28T23:30:00.000Z',
    ],
    [
      'last day, in summer time by then',
      'cron(30 23 L * ? *)',
      'Europe/London',
      '2026-03-01T00:00:00Z',
      '2026-03-31T22:30:00.000Z',
    ],
    [
      'weekdays by name',
      'cron(0 9 ? * MON-FRI *)',
      'Europe/Berlin',
      '2026-11-20T12:00:00Z',
      '2026-11-23T08:00:00.000Z',
    ],
    [
      'weekdays by number, 1 being Sunday',
      'cron(0 9 ? * 2-6 *)',
      'Europe/Berlin',
      '2026-11-20T12:00:00Z',
      '2026-11-23T08:00:00.000Z',
    ],
    ['Sunday is 1', 'cron(0 9 ? * 1 *)', 'UTC', '2026-11-20T12:00:00Z', '2026-11-22T09:00:00.000Z'],
    ['Saturday is 7', 'cron(0 9 ? * 7 *)', 'UTC', '2026-11-20T12:00:00Z', '2026-11-21T09:00:00.000Z'],
    [
      'the last day of the week is Saturday',
      'cron(0 9 ? * L *)',
      'UTC',
      '2026-11-20T12:00:00Z',
      '2026-11-21T09:00:00.000Z',
    ],
    [
      'last working day of the month',
      'cron(0 8 LW * ? *)',
      'UTC',
      '2026-10-15T00:00:00Z',
      '2026-10-30T08:00:00.000Z',
    ],
    [
      'working day next to the first',
      'cron(0 8 1W * ? *)',
      'UTC',
      '2026-10-15T00:00:00Z',
      '2026-11-02T08:00:00.000Z',
    ],
    ['last Friday', 'cron(0 10 ? * 6L *)', 'UTC', '2026-11-01T00:00:00Z', '2026-11-27T10:00:00.000Z'],
    [
      'last Friday by name',
      'cron(0 10 ? * FRIL *)',
      'UTC',
      '2026-11-01T00:00:00Z',
      '2026-11-27T10:00:00.000Z',
    ],
    ['second Tuesday', 'cron(0 10 ? * 3#2 *)', 'UTC', '2026-11-01T00:00:00Z', '2026-11-10T10:00:00.000Z'],
    [
      'steps in a zone with half an hour',
      'cron(0/15 * * * ? *)',
      'Asia/Kolkata',
      '2026-11-01T00:07:00Z',
      '2026-11-01T00:15:00.000Z',
    ],
    [
      'steps that begin later',
      'cron(5/20 * * * ? *)',
      'UTC',
      '2026-11-01T00:26:00Z',
      '2026-11-01T00:45:00.000Z',
    ],
    ['steps from any', 'cron(*/20 * * * ? *)', 'UTC', '2026-11-01T00:26:00Z', '2026-11-01T00:40:00.000Z'],
    ['every other weekday', 'cron(0 0 ? * 2/2 *)', 'UTC', '2026-11-02T00:00:00Z', '2026-11-04T00:00:00.000Z'],
    ['years', 'cron(0 0 1 1 ? 2028-2030)', 'UTC', '2026-11-01T00:00:00Z', '2028-01-01T00:00:00.000Z'],
    ['never again', 'cron(0 0 1 1 ? 2020)', 'UTC', '2026-11-01T00:00:00Z', undefined],
    [
      'months without that day are left out',
      'cron(0 0 31 * ? *)',
      'UTC',
      '2026-04-01T00:00:00Z',
      '2026-05-31T00:00:00.000Z',
    ],
    ['a leap day', 'cron(0 0 29 2 ? *)', 'UTC', '2026-04-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['strictly after', 'cron(0 0 * * ? *)', 'UTC', '2026-04-01T00:00:00Z', '2026-04-02T00:00:00.000Z'],
    [
      'an hour that comes twice: the first',
      'cron(30 1 * * ? *)',
      'Europe/London',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'an hour that comes twice: not again',
      'cron(30 1 * * ? *)',
      'Europe/London',
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00.000Z',
    ],
    [
      'asked between the two',
      'cron(30 1 * * ? *)',
      'Europe/London',
      '2026-10-25T01:10:00Z',
      '2026-10-26T01:30:00.000Z',
    ],
    [
      'a time that spring skips',
      'cron(30 2 * * ? *)',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '2026-03-30T00:30:00.000Z',
    ],
    [
      'a zone that changes its clocks at midnight',
      'cron(30 0 * * ? *)',
      'Africa/Cairo',
      '2026-04-23T00:00:00Z',
      '2026-04-24T21:30:00.000Z',
    ],
    ['once', 'at(2026-12-24T18:00:00)', 'Europe/Paris', '2026-11-01T00:00:00Z', '2026-12-24T17:00:00.000Z'],
    ['once, and gone by', 'at(2026-12-24T18:00:00)', 'Europe/Paris', '2026-12-24T17:00:00Z', undefined],
    ['minutes', 'rate(5 minutes)', 'UTC', '2026-11-01T00:07:00Z', '2026-11-01T00:10:00.000Z'],
    ['one hour', 'rate(1 hour)', 'UTC', '2026-11-01T01:00:00Z', '2026-11-01T02:00:00.000Z'],
  ])('%s: %s', (_rule, expression, timeZone, after, next) => {
    expect(nextRun(expression, timeZone, after)).toBe(next);
  });

  it('of a rate is counted from its start', () => {
    const anchor = Date.parse('2026-11-01T00:02:00Z');
    const next = parseScheduleExpression('rate(2 days)', { timeZone: 'UTC', anchor });

    expect(next(0)).toBe(anchor);
    expect(next(anchor)).toBe(Date.parse('2026-11-03T00:02:00Z'));
  });
});

describe('refused', () => {
  it.each([
    ['five fields', 'cron(0 9 * * ?)'],
    ['seven fields', 'cron(0 0 9 * * ? *)'],
    ['both days', 'cron(0 9 1 * MON *)'],
    ['neither day', 'cron(0 9 ? * ? *)'],
    ['a day of the week below 1', 'cron(0 9 ? * 0 *)'],
    ['a day of the week above 7', 'cron(0 9 ? * 8 *)'],
    ['minute 60', 'cron(60 9 * * ? *)'],
    ['an unknown month', 'cron(0 9 1 FOO ? *)'],
    ['a plural for one', 'rate(1 minutes)'],
    ['a singular for many', 'rate(5 minute)'],
    ['no time at all', 'rate(0 minutes)'],
    ['a date alone', 'at(2026-12-24)'],
    ['a day that does not exist', 'at(2026-13-01T00:00:00)'],
    ['another kind', 'every(5 minutes)'],
  ])('%s: %s', (_rule, expression) => {
    expect(() => nextRun(expression, 'UTC', '2026-01-01T00:00:00Z')).toThrow(InvalidScheduleError);
  });

  it('an unknown time zone', () => {
    expect(() => nextRun('cron(0 9 * * ? *)', 'Europe/Nowhere', '2026-01-01T00:00:00Z')).toThrow(
      InvalidScheduleError,
    );
  });
});
