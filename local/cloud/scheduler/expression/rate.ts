import type { Timetable } from './schedule-expression.ts';

const RATE = /^([1-9]\d*) (minute|hour|day)(s?)$/;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `5 minutes`, `1 hour`: a one wants the singular, everything else the plural. */
export function rateTimetable(text: string, anchor: number): Timetable {
  const [, value, unit = '', plural] = RATE.exec(text) ?? [];
  const count = Number(value);
  if (value === undefined || (plural === 's') === (count === 1)) {
    throw new Error('rate needs a number and minute(s), hour(s) or day(s), singular for 1.');
  }
  const period = count * (UNIT_MS[unit] ?? 0);
  return (after) => (after < anchor ? anchor : anchor + (Math.floor((after - anchor) / period) + 1) * period);
}
