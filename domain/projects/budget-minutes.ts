import { Exact } from '../money/decimals.ts';
import type { Sold } from '../records/sold-part.ts';

/** How ERPs and people write the hour and the minute; HUR and MIN are those of UN/ECE recommendation 20. */
const MINUTES: readonly (readonly [minutes: number, names: ReadonlySet<string>])[] = [
  [60, new Set(['h', 'hr', 'hrs', 'hur', 'hour', 'hours', 'std', 'stunde', 'stunden'])],
  [1, new Set(['min', 'mins', 'minute', 'minutes', 'minuten'])],
];

/**
 * Minutes that the hourly lines pay for. Undefined where there is none, or where one is in a unit whose length we do not know, such as days:
 * half a budget would be worse than none. Hours where the product has no unit.
 */
export function budgetMinutes(
  lines: readonly Pick<Sold, 'productKind' | 'quantity' | 'unit'>[],
): number | undefined {
  const hourly = lines.filter(({ productKind }) => productKind === 'hourly');
  let total = new Exact(0);
  for (const { quantity, unit } of hourly) {
    const minutes = minutesPer(unit ?? 'h');
    if (minutes === undefined) return undefined;
    total = total.plus(new Exact(quantity).times(minutes));
  }
  return hourly.length === 0 ? undefined : total.round().toNumber();
}

function minutesPer(unit: string): number | undefined {
  const name = unit.trim().toLowerCase().replace(/\.$/, '');
  return MINUTES.find(([, names]) => names.has(name))?.[0];
}
