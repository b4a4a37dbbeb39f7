import { earliestWallFrom } from '../helpers/zoned-time.ts';
import type { PullRule } from '../manifest/resource.ts';

type SinceRule = PullRule['since'];

const SECOND_MS = 1_000;
const GRAIN_MS: Readonly<Record<SinceRule['format'], number>> = {
  iso: 1,
  'epoch-milliseconds': 1,
  'epoch-seconds': SECOND_MS,
  naive: SECOND_MS,
  'http-date': SECOND_MS,
  date: 86_400_000,
};

/**
 * A watermark as this ERP's query wants it. It is rounded down to what the query can tell, and one grain further down where the query leaves
 * out the moment it names: a change is asked for twice rather than never.
 */
export function sinceText(since: string, rule: SinceRule): string {
  const { format, zone = 'UTC' } = rule;
  const isWall = format === 'naive' || format === 'date';
  const atMs = isWall ? earliestWallFrom(Date.parse(since), zone) : Date.parse(since);
  const grain = GRAIN_MS[format];
  const wholeMs = Math.floor(atMs / grain) * grain;
  return written(leavesOutItsMoment(rule) ? wholeMs - grain : wholeMs, format);
}

/** HTTP asks for what was modified later than the date of the header. */
const leavesOutItsMoment = ({ format, bound }: SinceRule): boolean =>
  bound === 'after' || format === 'http-date';

function written(atMs: number, format: SinceRule['format']): string {
  switch (format) {
    case 'iso':
      return new Date(atMs).toISOString();
    case 'naive':
      return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
    case 'date':
      return new Date(atMs).toISOString().slice(0, 10);
    case 'epoch-seconds':
      return String(atMs / SECOND_MS);
    case 'epoch-milliseconds':
      return String(atMs);
    case 'http-date':
      return new Date(atMs).toUTCString();
  }
}
