import { describe, expect, it } from 'vitest';
import { table } from '../../../cli/output.ts';

describe('a table', () => {
  const rows = [
    ['a', 'short'],
    ['longer', 'a reason of some length'],
  ];

  it('has columns as wide as their widest cell', () => {
    expect(table(['id', 'reason'], rows, undefined)).toEqual([
      'id      reason',
      'a       short',
      'longer  a reason of some length',
    ]);
  });

  it('ends at the edge of a terminal, visibly', () => {
    const lines = table(['id', 'reason'], rows, 16);
    expect(lines[2]).toBe('longer  a reaso…');
    expect(Math.max(...lines.map(({ length }) => length))).toBe(16);
  });

  it('without rows says so', () => {
    expect(table(['id'], [], 10)).toEqual(['none']);
  });
});
