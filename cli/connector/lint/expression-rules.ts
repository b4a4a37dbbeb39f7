import { lineAt } from './source-lines.ts';
import { allBelow, argumentsOf, calledBy, partOf, treeOf, type ExpressionNode } from './expression-nodes.ts';
import type { Finding, RuleName } from './finding.ts';

type Suspicion = readonly [RuleName, string];
type Rule = (node: ExpressionNode) => Suspicion | undefined;

/** What can be seen in a mapping without running it. */
export function expressionFindings(file: string, source: string): Finding[] {
  return allBelow(treeOf(source)).flatMap((node) =>
    expressionRules.flatMap((rule) => {
      const [name, sentence] = rule(node) ?? [];
      return name === undefined || sentence === undefined
        ? []
        : [{ rule: name, file, line: lineAt(source, node.position), sentence }];
    }),
  );
}

const UNPREDICTABLE = new Set(['now', 'millis', 'random', 'shuffle', 'eval']);
/** They take numbers, and what a mapping gets are texts: whoever calls them with a field has left the decimals. */
const OF_FLOATS = new Set(['sum', 'average', 'max', 'min', 'abs', 'floor', 'ceil', 'power', 'sqrt']);
/** Counts and times are whole numbers, and no money. */
const WHOLE = new Set(['count', 'length', 'toMillis', 'index']);

const unpredictable: Rule = ({ type, value }) =>
  type === 'variable' && UNPREDICTABLE.has(String(value))
    ? ['unpredictable', `$${String(value)} gives another result at every run`]
    : undefined;

const numberOfText: Rule = (node) =>
  calledBy(node) === 'number' && argumentsOf(node).some(isOfPayload)
    ? ['float-money', '$number makes a float of a text; beyond 15 digits it is another number']
    : undefined;

const floatFunction: Rule = (node) => {
  const name = calledBy(node);
  return name !== undefined && OF_FLOATS.has(name) && argumentsOf(node).some(isField)
    ? ['float-money', `$${name} computes in floats`]
    : undefined;
};

const arithmetic: Rule = (node) => {
  const isSum = node.type === 'binary' && /^[-+*/%]$/.test(String(node.value));
  const isSign = node.type === 'unary' && node.value === '-';
  const operands = ['lhs', 'rhs', 'expression'].flatMap((place) => partOf(node, place));
  return (isSum || isSign) && operands.some(isField)
    ? ['float-money', `"${String(node.value)}" computes in floats`]
    : undefined;
};

const halfEven: Rule = (node) => {
  const name = calledBy(node);
  return (name === 'round' || name === 'formatNumber') && argumentsOf(node).some((each) => !isWhole(each))
    ? ['half-even-rounding', `$${name} rounds 0.125 to 0.12 and 0.135 to 0.14: half to even, in floats`]
    : undefined;
};

const expressionRules: readonly Rule[] = [unpredictable, numberOfText, floatFunction, arithmetic, halfEven];

/** A field of the payload, also behind brackets or as what $number makes of it. */
function isField(node: ExpressionNode): boolean {
  if (node.type === 'block') return partOf(node, 'expressions').some(isField);
  if (node.type === 'path') return isOfPayload(node);
  return node.type === 'name' || (calledBy(node) === 'number' && argumentsOf(node).some(isOfPayload));
}

/** What does not hang on settings or counts alone. */
const isOfPayload = (node: ExpressionNode): boolean =>
  !isWhole(node) && namesIn(node).some((name) => name !== 'settings');

/** What an expression starts from: fields, as `field`, and variables. */
function namesIn(node: ExpressionNode): string[] {
  if (node.type === 'variable') return [String(node.value)];
  if (node.type === 'name') return ['field'];
  if (node.type === 'path') return partOf(node, 'steps').slice(0, 1).flatMap(namesIn);
  const parts = [...node.parts].filter(([place]) => place !== 'procedure');
  return parts.flatMap(([, nodes]) => nodes.flatMap(namesIn));
}

const isWhole = (node: ExpressionNode): boolean =>
  node.type === 'number' ||
  allBelow(node).some(({ type, value }) => type === 'variable' && WHOLE.has(String(value)));
