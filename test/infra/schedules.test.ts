import { describe, expect, it } from 'vitest';
import { objectIn, textIn } from './support/references.ts';
import { resourcesIn, templatesOf } from './support/synthesised.ts';

const schedulesOf = (context: Record<string, unknown> = {}) =>
  resourcesIn(templatesOf(context))
    .filter(({ type }) => type === 'AWS::Scheduler::Schedule')
    .map(({ logicalId, properties }) => ({ logicalId, properties, target: objectIn(properties.Target) }));
const comparisons = (context?: Record<string, unknown>) =>
  schedulesOf(context).filter(({ logicalId }) => logicalId.startsWith('ComparisonSchedule'));

describe('full comparisons', () => {
  it('are looked for at night in the time zone of the company, and told how often', () => {
    const [schedule] = comparisons({
      'orderseam:compareEveryDays': '14',
      'orderseam:timeZone': 'Europe/Vienna',
    });

    expect(schedule?.properties).toMatchObject({
      ScheduleExpression: 'cron(30 2 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Vienna',
    });
    expect(JSON.parse(textIn(schedule?.target.Input))).toEqual({ everyDays: 14 });
  });

  it('are not looked for where the setting is 0', () => {
    expect(comparisons({ 'orderseam:compareEveryDays': 0 })).toEqual([]);
    expect(comparisons()).toHaveLength(1);
  });
});

it('quotes expire in the night after their last day', () => {
  const nightly = schedulesOf({ 'orderseam:timeZone': 'Europe/Vienna' }).find(({ logicalId }) =>
    logicalId.startsWith('ExpireQuotesSchedule'),
  );

  expect(nightly?.properties).toMatchObject({
    ScheduleExpression: 'cron(15 0 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Vienna',
  });
});

it('the other schedules keep a steady pace and carry nothing', () => {
  const others = schedulesOf().filter(
    ({ logicalId }) => !/^(ComparisonSchedule|ExpireQuotesSchedule)/.test(logicalId),
  );

  for (const { properties, target } of others) {
    expect(textIn(properties.ScheduleExpression)).toMatch(/^rate\(\d+ minutes?\)$/);
    expect(target.Input).toBe('{}');
  }
  expect(others).toHaveLength(3);
});
