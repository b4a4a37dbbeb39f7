import * as z from 'zod';
import { parseScheduleExpression, type Timetable } from './expression/schedule-expression.ts';
import { place } from '../place.ts';

/** AWS's own limits for a target without a retry policy. */
const RETRIES = 185;
const DAY_SECONDS = 86_400;

const retrySchema = z.object({
  MaximumRetryAttempts: z.coerce.number().int().default(RETRIES),
  MaximumEventAgeInSeconds: z.coerce.number().int().default(DAY_SECONDS),
});

/** Strict: a parameter that we would ignore silently would make the target behave differently in AWS. */
const targetSchema = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().default('{}'),
  RetryPolicy: retrySchema.default({ MaximumRetryAttempts: RETRIES, MaximumEventAgeInSeconds: DAY_SECONDS }),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
});
export type ScheduleTarget = z.infer<typeof targetSchema>;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** AWS::Scheduler::Schedule with all references resolved. A flexible window is used at its beginning. */
const propertiesSchema = z.strictObject({
  Name: z.string(),
  GroupName: z.string().default('default'),
  Description: z.string().optional(),
  KmsKeyArn: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  StartDate: moment.optional(),
  EndDate: moment.optional(),
  FlexibleTimeWindow: z.object({ Mode: z.enum(['OFF', 'FLEXIBLE']) }),
  Target: targetSchema,
});

export interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly target: ScheduleTarget;
  /** Its runs: none for a disabled one, and none outside its dates. */
  readonly next: Timetable;
}

export function scheduleOf(properties: unknown): Schedule {
  const schedule = propertiesSchema.parse(properties);
  const { ScheduleExpressionTimezone: timeZone, StartDate: start, EndDate: end = Infinity } = schedule;
  // Counted from a fixed moment, the intervals do not begin anew with every boot.
  const timetable = parseScheduleExpression(schedule.ScheduleExpression, { timeZone, anchor: start ?? 0 });
  const earliest = (start ?? 0) - 1;
  const within: Timetable = (after) => {
    const run = timetable(Math.max(after, earliest));
    return run !== undefined && run <= end ? run : undefined;
  };
  return {
    name: schedule.Name,
    arn: `arn:aws:scheduler:${place.region}:${place.account}:schedule/${schedule.GroupName}/${schedule.Name}`,
    target: schedule.Target,
    next: schedule.State === 'ENABLED' ? within : () => undefined,
  };
}
