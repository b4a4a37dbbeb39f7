import type { FieldValue } from '../records/entity-sets.ts';
import { isDecimal } from '../values/decimal.ts';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export const isInstant = (text: string): boolean => instant.test(text);

/** Orders two values of one field: below zero, zero or above. Instants by time, because their texts do not sort. */
export function compareValues(left: FieldValue, right: FieldValue): number {
  if (isDecimal(left) && isDecimal(right)) return left.comparedTo(right);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return Number(left) - Number(right);
}

function compareTexts(left: string, right: string): number {
  if (isInstant(left) && isInstant(right)) return Date.parse(left) - Date.parse(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
