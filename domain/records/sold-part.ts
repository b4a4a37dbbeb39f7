import type * as z from 'zod';
import type { OrderLine } from './order.ts';
import type { QuoteProductLine } from './quote.ts';
import type { soldShape } from './sales-line.ts';

export type Sold = z.infer<z.ZodObject<typeof soldShape>>;

/** What only a line of a quote or of an order has. */
const AROUND: readonly Exclude<keyof QuoteProductLine | keyof OrderLine, keyof Sold>[] = [
  'kind',
  'choice',
  'alternativeTo',
  'destination',
  'headerDiscount',
  'netAfterDiscount',
];

/** What is sold, for a line of another kind of record: the same number, price and VAT (P-3). */
export function soldPart(line: Sold): Sold {
  const sold = { ...line };
  for (const name of AROUND) Reflect.deleteProperty(sold, name);
  return sold;
}
