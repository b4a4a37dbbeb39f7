import { badRequest } from '../records/erp-error.ts';
import { fieldsOf } from './filter.ts';
import type { Comparison, Filter, Literal, TextTest } from './filter.ts';

const token = /\s*(?:('(?:[^']|'')*')|([(),])|([^\s(),']+))/y;
const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const textTests: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith']);

const isComparison = (word: string): word is Comparison => comparisons.has(word);
const isTextTest = (word: string): word is TextTest => textTests.has(word);

/** Parses what Business Central understands of `$filter`; an OR over different fields is refused, as there. */
export function parseFilter(text: string): Filter {
  const words = new Words(text);
  const filter = parseOr(words);
  words.expectEnd();
  return filter;
}

function parseOr(words: Words): Filter {
  let left = parseAnd(words);
  while (words.take('or')) {
    left = { kind: 'or', left, right: parseAnd(words) };
    if (fieldsOf(left).size > 1) {
      throw badRequest('The OR operator is not supported on distinct fields of a filter expression.');
    }
  }
  return left;
}

function parseAnd(words: Words): Filter {
  let left = parseUnary(words);
  while (words.take('and')) left = { kind: 'and', left, right: parseUnary(words) };
  return left;
}

function parseUnary(words: Words): Filter {
  if (words.take('not')) return { kind: 'not', of: parseUnary(words) };
  if (words.take('(')) {
    const inner = parseOr(words);
    words.expect(')');
    return inner;
  }
  const name = words.next();
  return isTextTest(name) ? parseTest(words, name) : parseComparison(words, name);
}

function parseTest(words: Words, test: TextTest): Filter {
  words.expect('(');
  const field = words.next();
  words.expect(',');
  const literal = literalOf(words.next());
  words.expect(')');
  if (literal.kind !== 'text')
    throw badRequest(`The function '${test}' compares with a text in single quotes.`);
  return { kind: 'test', test, field, text: literal.text };
}

function parseComparison(words: Words, field: string): Filter {
  const operator = words.next();
  if (!isComparison(operator))
    throw badRequest(`The operator '${operator}' of the filter expression is not supported.`);
  return { kind: 'compare', field, operator, literal: literalOf(words.next()) };
}

function literalOf(word: string): Literal {
  if (!word.startsWith("'")) return { kind: 'bare', text: word };
  return { kind: 'text', text: word.slice(1, -1).replaceAll("''", "'") };
}

class Words {
  readonly #words: string[] = [];
  #position = 0;

  constructor(text: string) {
    const source = text.trim();
    token.lastIndex = 0;
    while (token.lastIndex < source.length) {
      const start = token.lastIndex;
      const match = token.exec(source);
      if (!match) throw badRequest(`Syntax error at position ${start} in '${source}'.`);
      this.#words.push((match[1] ?? match[2] ?? match[3]) as string);
    }
  }

  next(): string {
    const word = this.#words[this.#position];
    if (word === undefined) throw badRequest('The filter expression ends too early.');
    this.#position += 1;
    return word;
  }

  take(word: string): boolean {
    if (this.#words[this.#position] !== word) return false;
    this.#position += 1;
    return true;
  }

  expect(word: string): void {
    const found = this.next();
    if (found !== word) throw badRequest(`'${word}' expected in the filter expression, found '${found}'.`);
  }

  expectEnd(): void {
    const rest = this.#words[this.#position];
    if (rest !== undefined) throw badRequest(`'${rest}' was not expected in the filter expression.`);
  }
}
