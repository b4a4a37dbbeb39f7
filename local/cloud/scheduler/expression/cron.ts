import { Cron } from 'croner';
import type { Timetable } from './schedule-expression.ts';
import { instantOf, wallTimeOf } from './wall-time.ts';

/**
 * Croner finds the next wall-clock time; time zones are left out of it, because AWS treats the change of the clocks
 * its own way: a time that the spring skips does not run, a time that the autumn repeats runs once.
 */
export function cronTimetable(text: string, timeZone: string): Timetable {
  const pattern = new Cron(cronerPattern(text), { timezone: 'UTC', paused: true });
  // Fails here and not at the first run when the zone is unknown.
  wallTimeOf(0, timeZone);
  return (after) => {
    let wall = pattern.nextRun(new Date(wallTimeOf(after, timeZone)));
    while (wall) {
      const instant = instantOf(wall.getTime(), timeZone);
      if (instant !== undefined && instant > after) return instant;
      wall = pattern.nextRun(wall);
    }
    return undefined;
  };
}

const HIGHEST = { minute: 59, hour: 23, dayOfMonth: 31, month: 12, dayOfWeek: 7, year: 2199 };

/** From the six fields of AWS to the seven of croner. */
function cronerPattern(text: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year, ...more] = text.trim().split(/\s+/);
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || !year || more.length > 0) {
    throw new Error('cron needs six fields: minutes, hours, day of month, month, day of week, year.');
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error('one of day of month and day of week has to be ?, and only one.');
  }
  const fields = [
    '0',
    withRanges(minute, HIGHEST.minute),
    withRanges(hour, HIGHEST.hour),
    dayOfMonth === '?' ? '*' : withRanges(dayOfMonth, HIGHEST.dayOfMonth),
    withRanges(month, HIGHEST.month),
    dayOfWeek === '?' ? '*' : daysOfWeek(dayOfWeek),
    withRanges(year, HIGHEST.year),
  ];
  return fields.join(' ');
}

/** `5/15` counts on from 5; croner wants the end of the range as well. */
function withRanges(field: string, highest: number): string {
  return field.replaceAll(/(^|,)(\w+)\/(\d+)/g, `$1$2-${highest}/$3`);
}

const DAY = /^(\d|[A-Z]{3})(?:-(\d|[A-Z]{3}))?(\/\d+|#[1-5]|L)?$/;

function daysOfWeek(field: string): string {
  if (field === '*' || field === 'L') return field === 'L' ? 'SAT' : field;
  return withRanges(field, HIGHEST.dayOfWeek)
    .split(',')
    .map((item) => {
      const [, from, to, suffix = ''] = DAY.exec(item) ?? [];
      if (from === undefined) throw new Error(`'${item}' is no day of the week.`);
      return `${dayOfWeek(from)}${to === undefined ? '' : `-${dayOfWeek(to)}`}${suffix}`;
    })
    .join(',');
}

/** AWS counts from 1 = SUN, croner from 0. */
function dayOfWeek(day: string): string {
  if (!/^\d$/.test(day)) return day;
  const number = Number(day);
  if (number < 1 || number > HIGHEST.dayOfWeek)
    throw new Error(`day of week ${day}: 1 (SUN) to 7 (SAT) exist.`);
  return String(number - 1);
}
