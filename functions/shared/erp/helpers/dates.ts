import { MappingError } from '../../../../domain/errors.ts';
import { instantOfNaive, isCalendarDay } from './zoned-time.ts';

type Text = string | null | undefined;

const isoWithOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;
const ticks = /^\/Date\((-?\d{1,16})([+-]\d{4})?\)\/$/;

/** A business date: the first ten characters of an ISO text, `/Date(ms)/` by its UTC day. */
function isoDate(value: Text): Text {
  if (value === undefined || value === null) return value;
  const fromTicks = ticks.exec(value)?.[1];
  const text = fromTicks === undefined ? value.slice(0, 10) : isoOfMs(Number(fromTicks), value).slice(0, 10);
  if (!isCalendarDay(text)) throw notATime(value, 'date');
  return text;
}

/** A UTC instant from ISO with offset, `/Date(ms)/`, or a naive time in `zone` (UTC without it). */
function instant(value: Text, zone = 'UTC'): Text {
  if (value === undefined || value === null) return value;
  const fromTicks = ticks.exec(value)?.[1];
  if (fromTicks !== undefined) return isoOfMs(Number(fromTicks), value);
  const found = isoWithOffset.test(value) ? utcInstant(value) : instantOfNaive(value, zone);
  if (found === undefined) throw notATime(value, 'time');
  return found;
}

/** A UTC instant from seconds or milliseconds since 1970, as text. */
function epoch(value: Text, unit: 's' | 'ms' = 's'): Text {
  if (value === undefined || value === null) return value;
  const factor = unit === 's' ? 1000 : 1;
  return isoOfMs(Math.trunc(Number(value) * factor), value);
}

/** The same instant with `Z`; the fraction keeps the digits that were sent. Undefined for what is no such time. */
export function utcInstant(text: string): string | undefined {
  if (!isoWithOffset.test(text) || !isCalendarDay(text.slice(0, 10))) return undefined;
  const iso = text
    .replace(' ', 'T')
    .toUpperCase()
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const fraction = /\.\d+/.exec(iso)?.[0] ?? '';
  const epochMs = Date.parse(iso.replace(fraction, ''));
  return Number.isNaN(epochMs) ? undefined : new Date(epochMs).toISOString().replace('.000Z', `${fraction}Z`);
}

function isoOfMs(epochMs: number, sent: string): string {
  if (!(Math.abs(epochMs) <= 8.64e15)) throw notATime(sent, 'time');
  return new Date(epochMs).toISOString();
}

function notATime(value: string, kind: 'date' | 'time'): MappingError {
  const reason = `"${String(value).slice(0, 60)}" is not a ${kind} this connector knows`;
  return new MappingError(reason, [{ field: kind === 'date' ? '$isoDate' : '$instant', reason }]);
}

export const dateFunctions = { isoDate, instant, epoch };
