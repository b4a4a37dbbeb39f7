import type { LeafTest, Refusal } from './leaf-tests.ts';

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `[">", 10]`, or a range `[">", 10, "<=", 20]`. Texts are never numbers. */
export function numericTest(operand: unknown, refuse: Refusal): LeafTest {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) {
    throw refuse('numeric needs one or two comparisons, each with a number.');
  }
  const [first, firstLimit, second, secondLimit] = operand as unknown[];
  const tests = [comparison(first, firstLimit, refuse)];
  if (operand.length === 4) tests.push(comparison(second, secondLimit, refuse));
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function comparison(operator: unknown, limit: unknown, refuse: Refusal): (value: number) => boolean {
  const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
  if (!compare || typeof limit !== 'number')
    throw refuse(`no comparison: ${JSON.stringify([operator, limit])}.`);
  return (value) => compare(value, limit);
}
