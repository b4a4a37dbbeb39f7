const naive = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?$/;
const DAY = 86_400_000;

/** Whether `yyyy-mm-dd` is a day of the calendar; the platform would read 30 February as 2 March. */
export function isCalendarDay(text: string): boolean {
  const epochMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(text);
}

/**
 * The UTC instant of a wall-clock time in a zone; undefined for what is no such time. An hour that happens twice in autumn
 * means the first one, a time inside the spring gap the same distance after it. Fractions are kept as sent.
 */
export function instantOfNaive(text: string, zone: string): string | undefined {
  const match = naive.exec(text.trim());
  if (match?.[1] === undefined || !isCalendarDay(match[1])) return undefined;
  const [hour = '0', minute = '00', second = '00', fraction = ''] = match.slice(2);
  const wall = Date.parse(`${match[1]}T${hour.padStart(2, '0')}:${minute}:${second}Z`);
  if (Number.isNaN(wall)) return undefined;
  return new Date(wall - offsetOfWall(wall, zone)).toISOString().replace('.000Z', `${fraction}Z`);
}

function offsetOfWall(wall: number, zone: string): number {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  if (offsetAt(wall - before, zone) === before) return before;
  return offsetAt(wall - after, zone) === after ? after : before;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clock shows more than UTC at that instant, in milliseconds. */
function offsetAt(epochMs: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = formatOf(zone).formatToParts(epochMs);
  const shown = Object.fromEntries(parts.map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...date, ...time });
  formats.set(zone, made);
  return made;
}

/** Longer than any clock is ever set back. */
const SET_BACK_MS = 3 * 3_600_000;

/**
 * The earliest a zone's clock shows at an instant or later, written as if it were UTC, in milliseconds. In the hours before the clock is
 * set back that is less than what it shows now: what happens after the setting back bears a time that was there before.
 */
export function earliestWallFrom(epochMs: number, zone: string): number {
  return epochMs + Math.min(offsetAt(epochMs, zone), offsetAt(epochMs + SET_BACK_MS, zone));
}
