import jsonata from 'jsonata';

/** A node of an expression's syntax tree, as far as rules look at it. */
export interface ExpressionNode {
  readonly type: string;
  readonly value: unknown;
  /** Character in the source, where its last sign stands. */
  readonly position: number;
  /** By the name of the place it has in its parent. */
  readonly parts: ReadonlyMap<string, readonly ExpressionNode[]>;
}

/** The syntax tree of a mapping. Its source has been compiled before, so it parses. */
export const treeOf = (source: string): ExpressionNode => nodeOf(jsonata(source).ast());

function nodeOf(raw: object): ExpressionNode {
  const members = Object.entries(raw);
  const { type, value, position } = raw as { type?: unknown; value?: unknown; position?: unknown }; // read as unknown
  return {
    type: typeof type === 'string' ? type : '',
    value,
    position: typeof position === 'number' ? position : 0,
    parts: new Map(members.filter(([name]) => !UP.has(name)).map(([name, part]) => [name, nodesIn(part)])),
  };
}

/** Where the evaluator notes what lies above: following it would lead round in circles. */
const UP = new Set(['ancestor', 'seekingParent', 'tuple', 'value']);

function nodesIn(part: unknown): ExpressionNode[] {
  if (Array.isArray(part)) return part.flatMap(nodesIn);
  return typeof part === 'object' && part !== null ? [nodeOf(part)] : [];
}

export const partOf = (node: ExpressionNode, name: string): readonly ExpressionNode[] =>
  node.parts.get(name) ?? [];

/** The node and everything below it. */
export function allBelow(node: ExpressionNode): ExpressionNode[] {
  return [node, ...[...node.parts.values()].flat().flatMap(allBelow)];
}

/** The function that a node calls: `$round(…)`, or `amount ~> $round`. */
export function calledBy(node: ExpressionNode): string | undefined {
  const [callee] = partOf(node, node.type === 'apply' ? 'rhs' : 'procedure');
  const named = callee?.type === 'function' ? partOf(callee, 'procedure')[0] : callee;
  return named?.type === 'variable' ? String(named.value) : undefined;
}

/** What a call is given. */
export const argumentsOf = (node: ExpressionNode): readonly ExpressionNode[] =>
  node.type === 'apply' ? partOf(node, 'lhs') : partOf(node, 'arguments');
