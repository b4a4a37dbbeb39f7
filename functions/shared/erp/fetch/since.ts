import type { PullRule } from '../manifest/resource.ts';
import { naiveOfInstant } from '../helpers/zoned-time.ts';

/** A watermark as this ERP's query wants it. Coarser grains are rounded down: a change is asked for twice rather than never. */
export function sinceText(since: string, { format, zone = 'UTC' }: PullRule['since']): string {
  const epochMs = Date.parse(since);
  switch (format) {
    case 'iso':
      return new Date(epochMs).toISOString();
    case 'naive':
      return naiveOfInstant(epochMs, zone);
    case 'date':
      return naiveOfInstant(epochMs, zone).slice(0, 10);
    case 'epoch-seconds':
      return String(Math.floor(epochMs / 1000));
    case 'epoch-milliseconds':
      return String(epochMs);
    case 'http-date':
      return new Date(epochMs).toUTCString();
  }
}
