import type * as z from 'zod';
import { expressionProblems } from './expressions.ts';
import { recoveryProblems } from './recovery.ts';
import { expressProblems, resourceProblems } from './resources.ts';
import { type Definition, definitionSchema } from './schema.ts';
import { transitionProblems } from './transitions.ts';
import { variableProblems } from './variables.ts';
import type { Problem } from './walk.ts';

export class InvalidDefinitionError extends Error {
  override readonly name = 'InvalidDefinitionError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(
      ({ code, location, message }) => `'${code}: ${message} at ${location || '/'}'`,
    );
    super(`Invalid State Machine Definition: ${lines.join(', ')}`);
    this.problems = problems;
  }
}

/** The definition with the right fields at the right states; what they say is not checked yet. */
export function parseDefinition(definition: unknown): Definition {
  const parsed = definitionSchema.safeParse(
    typeof definition === 'string' ? readJson(definition) : definition,
  );
  if (parsed.success) return parsed.data;
  throw new InvalidDefinitionError(parsed.error.issues.flatMap(schemaProblems));
}

/** As `parseDefinition`, refusing all that AWS refuses when a machine is created. */
export function loadDefinition(definition: unknown, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): Definition {
  const loaded = parseDefinition(definition);
  const problems = [...problemsOf(loaded), ...(type === 'EXPRESS' ? expressProblems(loaded) : [])];
  if (problems.length > 0) throw new InvalidDefinitionError(problems);
  return loaded;
}

const checks = [transitionProblems, recoveryProblems, variableProblems, resourceProblems, expressionProblems];

export function problemsOf(definition: Definition): Problem[] {
  return checks.flatMap((check) => check(definition));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidDefinitionError([
      { code: 'INVALID_JSON_DESCRIPTION', location: '', message: String(error) },
    ]);
  }
}

function schemaProblems(issue: z.core.$ZodIssue): Problem[] {
  const location = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `/${String(step)}`))
    .join('');
  return [{ code: 'SCHEMA_VALIDATION_FAILED', location, message: issue.message }];
}
