import { describe, expect, it } from 'vitest';
import { comparisonName, isComparisonDue } from '../../../../domain/comparison/comparison-due.ts';
import type { Comparison } from '../../../../domain/comparison/comparison.ts';
import type { Connection } from '../../../../domain/records/connection.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const nowMs = Date.parse('2026-03-15T02:30:00.000Z');
const hoursAgo = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();
const daysAgo = (days: number) => hoursAgo(24 * days);
const weekly = { everyDays: 7, nowMs };

interface Known {
  readonly comparedAt?: string;
  readonly last?: Partial<Comparison>;
  readonly connection?: Partial<Connection>;
}

function isDue({ comparedAt, last, connection }: Known): boolean {
  const comparison = last && { startedAt: daysAgo(0), preview: false, outcome: 'done' as const, ...last };
  const progress = {
    ...{ connectionId: 'acme-erp', watermarks: {} },
    ...(comparison && { comparisons: { product: comparison } }),
    ...(comparedAt !== undefined && { comparedAt: { product: comparedAt } }),
  };
  const created = aConnection({ createdAt: daysAgo(100), ...connection });
  return isComparisonDue({ connection: created, progress }, 'product', weekly);
}

describe('a comparison every seven days', () => {
  it.each<[boolean, string, Known]>([
    [true, 'was never made', {}],
    [false, 'of a connection of yesterday', { connection: { createdAt: daysAgo(1) } }],
    [true, 'of a connection a week old', { connection: { createdAt: daysAgo(7) } }],
    [false, 'was made six days ago', { comparedAt: daysAgo(6) }],
    [true, 'was made seven days ago', { comparedAt: daysAgo(7) }],
    [true, 'was made an hour less ago, as the clocks went forward', { comparedAt: hoursAgo(7 * 24 - 1) }],
    [false, 'was refused yesterday', { comparedAt: daysAgo(1), last: { outcome: 'refused' } }],
    [
      true,
      'was only previewed since',
      { comparedAt: daysAgo(8), last: { preview: true, outcome: 'previewed' } },
    ],
    [false, 'is under way', { comparedAt: daysAgo(8), last: { outcome: 'running', startedAt: hoursAgo(6) } }],
    [
      true,
      'was lost on its way',
      { comparedAt: daysAgo(7), last: { outcome: 'running', startedAt: hoursAgo(7) } },
    ],
    [false, 'of a paused connection', { connection: { state: 'paused' } }],
  ])('is due: %s, where it %s', (due, _, known) => {
    expect(isDue(known)).toBe(due);
  });

  it('of one entity says nothing about the other', () => {
    const progress = { connectionId: 'acme-erp', watermarks: {}, comparedAt: { debtor: daysAgo(1) } };
    const connection = aConnection({ createdAt: daysAgo(100) });
    expect(isComparisonDue({ connection, progress }, 'debtor', weekly)).toBe(false);
    expect(isComparisonDue({ connection, progress }, 'product', weekly)).toBe(true);
  });

  it('has one name per day, of characters and length a name may have', () => {
    expect(comparisonName('acme-erp', 'product', nowMs)).toBe('acme-erp-products-2026-03-15');
    expect(comparisonName('a'.repeat(41), 'product', nowMs)).toMatch(/^[\w-]{1,80}$/);
  });
});
