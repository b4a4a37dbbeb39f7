import { cidrTest } from './cidr.ts';
import { numericTest } from './numeric.ts';
import { wildcardTest } from './wildcard.ts';

export type LeafTest = (value: unknown) => boolean;
/** Makes the error for a part of the pattern that makes no sense. */
export type Refusal = (reason: string) => Error;
type Operator = (operand: unknown, refuse: Refusal) => LeafTest;

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: affixTest((value, affix) => value.startsWith(affix)),
  suffix: affixTest((value, affix) => value.endsWith(affix)),
  'equals-ignore-case': (operand, refuse) => {
    const wanted = text(operand, refuse).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  wildcard: (operand, refuse) => wildcardTest(text(operand, refuse), refuse),
  cidr: (operand, refuse) => cidrTest(text(operand, refuse), refuse),
  numeric: numericTest,
  'anything-but': anythingBut,
};

/** A value that has to be equal, or one operator with its operand. */
export function leafTest(entry: unknown, refuse: Refusal): LeafTest {
  if (typeof entry !== 'object' || entry === null) return (value) => value === entry;
  const [[name, operand] = ['', undefined], ...others] = Object.entries(entry);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator || others.length > 0)
    throw refuse(`one known operator is needed, not ${JSON.stringify(entry)}.`);
  return operator(operand, refuse);
}

/** Prefix and suffix, both also as `{ "equals-ignore-case": … }`. */
function affixTest(fits: (value: string, affix: string) => boolean): Operator {
  return (operand, refuse) => {
    const [ignored, others] = insensitive(operand);
    const affix = text(ignored ?? others, refuse);
    if (ignored === undefined) return (value) => typeof value === 'string' && fits(value, affix);
    return (value) => typeof value === 'string' && fits(value.toLowerCase(), affix.toLowerCase());
  };
}

function insensitive(operand: unknown): [ignored: unknown, others: unknown] {
  if (typeof operand !== 'object' || operand === null) return [undefined, operand];
  return [(operand as Record<string, unknown>)['equals-ignore-case'], operand];
}

const NEGATABLE = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

/** Any value but these: plain ones, or those that fit an operator with one operand or a list of them. */
function anythingBut(operand: unknown, refuse: Refusal): LeafTest {
  const [name, operands] = negated(operand, refuse);
  if (operands.length === 0) throw refuse('anything-but needs something to exclude.');
  const excluded = operands.map((one) => leafTest(name === undefined ? one : { [name]: one }, refuse));
  return (value) => !excluded.some((test) => test(value));
}

function negated(operand: unknown, refuse: Refusal): [operator: string | undefined, operands: unknown[]] {
  if (Array.isArray(operand) || typeof operand !== 'object' || operand === null)
    return [undefined, [operand].flat()];
  const [[name, inner] = ['', undefined]] = Object.entries(operand);
  if (!NEGATABLE.has(name)) throw refuse(`anything-but cannot be combined with '${name}'.`);
  return [name, [inner].flat()];
}

function text(operand: unknown, refuse: Refusal): string {
  if (typeof operand === 'string') return operand;
  throw refuse(`a text is needed, not ${JSON.stringify(operand)}.`);
}
