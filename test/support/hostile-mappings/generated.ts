import { baited, type HostileMapping } from './corpus.ts';

const times = (count: number, text: string): string => text.repeat(count);
const nested = (depth: number, open: string, close: string): string =>
  `${times(depth, open)}1${times(depth, close)}`;

/** Too long for a line of the file: sources that are hard on the parser, or on whoever walks what it made. */
export const hugeMappings: readonly HostileMapping[] = [
  ['error', '100,000 parentheses', nested(100_000, '(', ')')],
  ['error', '100,000 lists in lists', nested(100_000, '[', ']')],
  ['error', '50,000 objects in objects', nested(50_000, '{"a":', '}')],
  ['error', '50,000 functions in functions', nested(50_000, 'function(){', '}')],
  ['error', '100,000 signs', `${times(100_000, '- ')}1`],
  ['error', '100,000 choices', `${times(100_000, 'true ? ')}1${times(100_000, ' : 0')}`],
  ['error', 'a path of 100,000 steps', `a${times(100_000, '.a')}`],
  ['error', 'a sum of 100,000 terms', `1${times(100_000, ' + 1')}`],
  ['error', '100,000 texts joined', `"a"${times(100_000, ' & "a"')}`],
  ['error', 'a chain of 100,000 functions', `1${times(50_000, ' ~> $string')}`],
  ['error', '30,000 filters', `a${times(30_000, '[b]')}`],
  ['error', '30,000 calls of calls', `$string${times(30_000, '()')}`],
  ['error', '300,000 opened and never closed', times(300_000, '(')],
  ['harmless', 'a comment of a million characters', `/* ${times(900_000, 'x')} */ 1`],
  ['error', '100,000 comments', `${times(100_000, '/**/ ')}1`],
  ['harmless', 'a text of 900,000 characters', `"${times(900_000, 'x')}"`],
  ['harmless', 'a list of 10,000 numbers', `[1${times(10_000, ',1')}]`],
  ['harmless', 'a name of 900,000 characters', times(900_000, 'x')],
  ['harmless', '20,000 variables', Array.from({ length: 20_000 }, (_, n) => `$v${n} := ${n};`).join('')],
  ['harmless', '200,000 line breaks', `${times(200_000, '\n')}1`],
].map(([expected, name, expression]) => ({
  ...{ name: `${name}`, expected: expected as HostileMapping['expected'] }, // as written above
  mapping: baited(`${expression}`),
}));
