import jsonata from 'jsonata-sfn';

/** The nodes of a syntax tree, as far as this file looks at them. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
}

/** What an expression refers to that AWS refuses when a state machine is created. */
export interface References {
  /** Names read from the context item, which AWS leaves empty: `phone` instead of `$states.input.phone`. */
  readonly topLevel: readonly string[];
  readonly root: boolean;
  readonly errorOutput: boolean;
}

/** Parses an expression; throws what the parser of JSONata 2.0.6 throws. */
export function referencesOf(expression: string): References {
  const tree = jsonata(expression).ast() as Node;
  const nodes = [...everyNode(tree)];
  return {
    topLevel: [...contextReads(tree)],
    root: nodes.some((node) => node.type === 'variable' && node.value === '$'),
    errorOutput: nodes.some(readsErrorOutput),
  };
}

function readsErrorOutput({ steps = [] }: Node): boolean {
  return steps.some(
    (step, index) =>
      step.type === 'variable' && step.value === 'states' && steps[index + 1]?.value === 'errorOutput',
  );
}

function* everyNode(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const child of Object.values(value)) yield* everyNode(child);
}

/** Parts of a node that are evaluated for each item of what precedes them, and so have a context of their own. */
const ownContext: ReadonlySet<string> = new Set(['predicate', 'stages', 'group', 'terms', 'nextFunction']);
const names: ReadonlySet<string> = new Set(['name', 'wildcard', 'descendant', 'parent']);

function* contextReads(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (node.type !== undefined && names.has(node.type)) yield String(node.value);
  if (node.type === 'variable' && node.value === '') yield '$';
  if (node.type === 'transform') return;
  const children = node.steps ? node.steps.slice(0, 1) : partsWithContext(value);
  for (const child of children) yield* contextReads(child);
}

function partsWithContext(value: object): unknown[] {
  return Object.entries(value).flatMap(([key, child]) => (ownContext.has(key) ? [] : [child as unknown]));
}
