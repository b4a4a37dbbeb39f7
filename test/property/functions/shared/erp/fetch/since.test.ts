import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sinceText } from '../../../../../../functions/shared/erp/fetch/since.ts';
import { zonedInstant } from './zoned-instant.ts';

const zones = ['UTC', 'Europe/Vienna', 'America/St_Johns', 'Australia/Lord_Howe', 'Antarctica/Troll'];
const formats = ['iso', 'date', 'naive', 'epoch-seconds', 'epoch-milliseconds', 'http-date'] as const;
type Format = (typeof formats)[number];

/** What an ERP with this grain writes as the change time of a record, and how it compares it with the time it is asked for. */
function stamped(atMs: number, format: Format, zone: string): string {
  const wall = zonedInstant(atMs, zone);
  switch (format) {
    case 'date':
      return wall.slice(0, 10);
    case 'naive':
      return wall.slice(0, 19).replace('T', ' ');
    case 'epoch-seconds':
      return String(Math.floor(atMs / 1000));
    case 'epoch-milliseconds':
      return String(atMs);
    case 'http-date':
      return String(Math.floor(atMs / 1000) * 1000);
    case 'iso':
      return new Date(atMs).toISOString();
  }
}

const comparable = (text: string, format: Format): string | number => {
  if (format.startsWith('epoch')) return Number(text);
  if (format === 'http-date') return Number.isNaN(Number(text)) ? Date.parse(text) : Number(text);
  return text;
};

/** Half of all moments lie within hours of a change of the clocks. */
const turns = ['2026-10-25T01:00Z', '2026-03-29T01:00Z', '2026-11-01T05:30Z', '2026-04-04T15:00Z'];
const anyMoment = fc.oneof(
  fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2028-01-01') }),
  fc
    .tuple(fc.constantFrom(...turns), fc.integer({ min: -4 * 3_600_000, max: 4 * 3_600_000 }))
    .map(([turn, off]) => Date.parse(turn) + off),
);
const anyDelay = fc.oneof(fc.constant(0), fc.nat(2_000), fc.nat(4 * 3_600_000), fc.nat(400 * 86_400_000));

it('what changed at the watermark or later is asked for, in every grain and zone, also while clocks are set', () => {
  fc.assert(
    fc.property(
      ...[anyMoment, anyDelay, fc.constantFrom(...zones), fc.constantFrom(...formats)],
      fc.constantFrom('from' as const, 'after' as const),
      (sinceMs, laterMs, zone, format, bound) => {
        const asked = sinceText(new Date(sinceMs).toISOString(), { format, zone, bound });
        const stamp = comparable(stamped(sinceMs + laterMs, format, zone), format);
        const isStrict = bound === 'after' || format === 'http-date';
        const isListed = isStrict ? stamp > comparable(asked, format) : stamp >= comparable(asked, format);
        expect(isListed, `${asked} lists ${String(stamp)}`).toBe(true);
      },
    ),
    { numRuns: 5_000 },
  );
});
