import type { CanonicalLine } from '../canonical/invoice.ts';

/** Only these carry value; text and subtotal lines repeat or explain, and would count twice (I-2). */
const VALUE_KINDS: ReadonlySet<CanonicalLine['kind']> = new Set([
  'product',
  'service',
  'discount',
  'surcharge',
  'rounding',
]);

export const isValueLine = ({ kind }: Pick<CanonicalLine, 'kind'>): boolean => VALUE_KINDS.has(kind);
