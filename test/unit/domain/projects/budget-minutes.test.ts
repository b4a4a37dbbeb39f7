import { expect, it } from 'vitest';
import { budgetMinutes } from '../../../../domain/projects/budget-minutes.ts';

const hourly = (quantity: string, unit: string | null = null) =>
  ({ productKind: 'hourly', quantity, unit }) as const;

it.each([
  ['hours', [hourly('8', 'h'), hourly('0.25', 'Std.')], 495],
  ['hours without a unit', [hourly('1.5')], 90],
  ['minutes', [hourly('90', 'MIN')], 90],
  [
    'thirds of an hour, rounded once',
    [hourly('0.33333', 'HUR'), hourly('0.33333', 'HUR'), hourly('0.33333', 'HUR')],
    60,
  ],
  [
    'flat rates beside hours',
    [hourly('1'), { ...hourly('5', 'pcs'), productKind: 'flat-rate' } as const],
    60,
  ],
])('%s make a budget', (_, lines, minutes) => {
  expect(budgetMinutes(lines)).toBe(minutes);
});

it.each([
  ['there are no hours', []],
  ['a unit is of unknown length', [hourly('8', 'h'), hourly('2', 'day')]],
])('there is no budget where %s', (_, lines) => {
  expect(budgetMinutes(lines)).toBeUndefined();
});
