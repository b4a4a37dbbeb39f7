import type { LeafTest, Refusal } from './leaf-tests.ts';

/**
 * `*` stands for any characters, `\*` and `\\` for themselves. The parts between the stars are looked for from left
 * to right, which needs no backtracking whatever the value is.
 */
export function wildcardTest(pattern: string, refuse: Refusal): LeafTest {
  const parts = partsOf(pattern, refuse);
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return (value) => value === first;
  return (value) => {
    if (typeof value !== 'string' || !value.startsWith(first)) return false;
    const middleEnd = endOfMiddle(value, first.length, others);
    return middleEnd !== undefined && value.endsWith(last) && value.length - last.length >= middleEnd;
  };
}

function endOfMiddle(value: string, start: number, parts: readonly string[]): number | undefined {
  let position = start;
  for (const part of parts) {
    const found = value.indexOf(part, position);
    if (found < 0) return undefined;
    position = found + part.length;
  }
  return position;
}

function partsOf(pattern: string, refuse: Refusal): string[] {
  const parts = [''];
  for (const [token] of pattern.matchAll(/\\.?|\*|[^\\*]+/gsu)) {
    if (token === '*') parts.push('');
    else parts[parts.length - 1] += literal(token, refuse);
  }
  if (parts.slice(1, -1).includes('')) throw refuse('two stars may not follow each other.');
  return parts;
}

function literal(token: string, refuse: Refusal): string {
  if (!token.startsWith('\\')) return token;
  if (token === '\\*' || token === '\\\\') return token.slice(1);
  throw refuse(`'${token}' is no escape; only \\* and \\\\ are.`);
}
