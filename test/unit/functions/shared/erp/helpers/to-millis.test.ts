import { describe, expect, it } from 'vitest';
import { compileExpression, evaluate } from '../../../../../../functions/shared/erp/evaluate.ts';

const run = (source: string) => evaluate(compileExpression(source, 'm.jsonata'), {});

describe('$toMillis gives the same result everywhere and always', () => {
  it.each([
    ['$toMillis("2026-01-31")', '1769817600000'],
    ['$toMillis("2026-01-31T10:00:00Z")', '1769853600000'],
    ['$toMillis("2026-01-31T10:00:00+0100")', '1769850000000'],
    ['$toMillis("31.01.2026 10:00", "[D01].[M01].[Y0001] [H01]:[m01]")', '1769853600000'],
    ['$fromMillis($toMillis("2026-02-28") + 86400000, "[Y0001]-[M01]-[D01]")', '2026-03-01'],
    ['$toMillis(missing)', undefined],
    ['$toMillis(null)', null],
  ])('%s', async (source, expected) => {
    expect(await run(source)).toBe(expected);
  });

  it.each([
    ['$toMillis("2026-01-31T10:00:00")', 'is a time without a zone; use $instant(text, zone)'],
    ['$toMillis("10:00", "[H01]:[m01]")', 'the picture "[H01]:[m01]" has no year'],
    ['$toMillis("--01-31", "--[M01]-[D01]")', 'has no year, which would be that of today'],
    ['$toMillis("2026-13-45")', 'D3110'],
    ['$toMillis("31.01.", "[D01].[M01].[Y0001")', 'D3135'],
  ])('%s is refused', async (source, reason) => {
    await expect(run(source)).rejects.toMatchObject({
      name: 'MappingError',
      problems: [{ reason: expect.stringContaining(reason) }],
    });
  });
});
