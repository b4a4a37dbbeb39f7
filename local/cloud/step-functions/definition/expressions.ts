import { expressionIn } from '../jsonata/evaluate.ts';
import { type References, referencesOf } from '../jsonata/references.ts';
import type { Scope } from './schema.ts';
import { type At, everyState, type Problem } from './walk.ts';

/** Every expression parses as JSONata 2.0.6 and refers to nothing that Step Functions leaves empty. */
export function expressionProblems(definition: Scope): Problem[] {
  return everyState(definition).flatMap((state) => [...textsIn(state)].flatMap(textProblems));
}

/** All texts of a state; states within it are visited on their own. */
function* textsIn({ location, value }: At<unknown>): Generator<At<string>> {
  if (typeof value === 'string') yield { location, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'ItemProcessor' || key === 'Branches') continue;
    const step = Array.isArray(value) ? `[${key}]` : `/${key}`;
    yield* textsIn({ location: location + step, value: child as unknown });
  }
}

function textProblems({ location, value }: At<string>): Problem[] {
  const expression = expressionIn(value);
  if (expression === undefined) return looksLikeExpression(value) ? [unclosed(location)] : [];
  try {
    return referenceProblems(referencesOf(expression), location);
  } catch (error) {
    return [{ code: 'INVALID_JSONATA_EXPRESSION', location, message: messageOf(error) }];
  }
}

function looksLikeExpression(text: string): boolean {
  return text.trim().startsWith('{%') || text.trim().endsWith('%}');
}

function unclosed(location: string): Problem {
  const message = 'An expression is the whole text: {% … %} without anything before or after.';
  return { code: 'INVALID_JSONATA_EXPRESSION', location, message };
}

function messageOf(error: unknown): string {
  return (error as { message?: string }).message ?? String(error);
}

function referenceProblems(references: References, location: string): Problem[] {
  const problem = (message: string): Problem => ({
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
    location,
    message,
  });
  const problems = references.topLevel.map((name) =>
    problem(`Reference to '${name}' at the top level is not supported.`),
  );
  if (references.root) problems.push(problem("Reference to '$$' is not supported."));
  if (references.errorOutput && !/\/Catch\[\d+\]\/(Output|Assign)/.test(location)) {
    problems.push(problem("Reference to '$states.errorOutput' is only supported in a Catch."));
  }
  return problems;
}
