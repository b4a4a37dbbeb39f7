/** The day it is in a time zone at an instant, as a date of the business: `2026-01-31`. Sweden writes dates as ISO does. */
export function businessDay(timeZone: string): (nowMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (nowMs) => format.format(nowMs);
}
