import { cronTimetable } from './cron.ts';
import { rateTimetable } from './rate.ts';
import { instantOf, type WallTime } from './wall-time.ts';

/** The next moment strictly after the given one, both in epoch milliseconds; undefined when there is none. */
export type Timetable = (after: number) => number | undefined;

/** An expression that EventBridge Scheduler would refuse. */
export class InvalidScheduleError extends Error {
  override readonly name = 'InvalidScheduleError';
}

export interface ExpressionContext {
  /** IANA name; `rate` does not depend on it. */
  readonly timeZone: string;
  /** From where the intervals of `rate` are counted. */
  readonly anchor: number;
}

const EXPRESSION = /^(cron|rate|at)\((.*)\)$/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** Understands `cron(…)`, `rate(…)` and `at(…)` as AWS does. */
export function parseScheduleExpression(expression: string, context: ExpressionContext): Timetable {
  const [, kind, text = ''] = EXPRESSION.exec(expression.trim()) ?? [];
  try {
    if (kind === 'cron') return cronTimetable(text, context.timeZone);
    if (kind === 'rate') return rateTimetable(text, context.anchor);
    if (kind === 'at') return atTimetable(text, context.timeZone);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidScheduleError(`'${expression}' is no schedule: ${reason}`, { cause });
  }
  throw new InvalidScheduleError(`'${expression}' is no schedule: cron(…), rate(…) or at(…) is needed.`);
}

function atTimetable(text: string, timeZone: string): Timetable {
  const wall: WallTime = Date.parse(`${text}Z`);
  if (!LOCAL_TIME.test(text) || Number.isNaN(wall))
    throw new Error('at needs a time of the kind 2026-12-24T18:00:00.');
  const moment = instantOf(wall, timeZone);
  return (after) => (moment !== undefined && moment > after ? moment : undefined);
}
