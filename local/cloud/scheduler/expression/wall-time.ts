/** What the clock on the wall shows, written as if it were UTC, in milliseconds. */
export type WallTime = number;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

export function wallTimeOf(instant: number, timeZone: string): WallTime {
  return instant + offsetAt(instant, timeZone);
}

/** The moment the clock shows that time: the first of two in autumn, none for a time that spring skips. */
export function instantOf(wall: WallTime, timeZone: string): number | undefined {
  // Offsets change at most once within the two days around: one of these two is in force.
  const offsets = [offsetAt(wall - DAY_MS, timeZone), offsetAt(wall + DAY_MS, timeZone)];
  const instants = offsets
    .map((offset) => wall - offset)
    .filter((instant) => wallTimeOf(instant, timeZone) === wall);
  return instants.length > 0 ? Math.min(...instants) : undefined;
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const [year = 0, month = 0, ...time] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  const seconds = Math.floor(instant / 1000) * 1000;
  return Date.UTC(year, month - 1, ...time) - seconds;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const options = { ...numeric, second: 'numeric', hourCycle: 'h23', era: undefined } as const;
  const format = new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  formats.set(timeZone, format);
  return format;
}
