import type jsonata from 'jsonata-sfn';

/** As AWS bounds one expression; without the time, a function that calls itself for ever would stop the process. */
const DEEPEST = 100;
const LONGEST_MS = 5_000;
/** Reading the clock at every node would cost more than the expression. */
const NODES_BETWEEN_LOOKS = 512;

/** jsonata calls back under these keys before and after each node, though its types do not say so. */
interface Observable {
  assign(name: string | symbol, value: () => void): void;
}

export function limit(expression: jsonata.Expression, longestMs = LONGEST_MS): jsonata.Expression {
  const observable: Observable = expression;
  const started = performance.now();
  let depth = 0;
  let nodes = 0;
  observable.assign(Symbol.for('jsonata.__evaluate_entry'), () => {
    depth += 1;
    nodes += 1;
    if (depth > DEEPEST) throw new Error(`Stack overflow error: Depth=${depth} max=${DEEPEST}`);
    if (nodes % NODES_BETWEEN_LOOKS === 0 && performance.now() - started > longestMs) {
      throw new Error(`Expression evaluation timeout: ${longestMs} ms`);
    }
  });
  observable.assign(Symbol.for('jsonata.__evaluate_exit'), () => {
    depth -= 1;
  });
  return expression;
}
