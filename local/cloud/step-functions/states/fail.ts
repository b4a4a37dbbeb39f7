import type { FailState } from '../definition/schema.ts';
import { EvaluationError, StatesError } from '../errors.ts';
import { evaluateField, type Here } from '../engine/thread.ts';

export async function fail(here: Here<FailState>): Promise<never> {
  const [error, cause] = await Promise.all([textOf(here, 'Error'), textOf(here, 'Cause')]);
  throw new StatesError(error ?? '', cause);
}

async function textOf(here: Here<FailState>, name: 'Error' | 'Cause'): Promise<string | undefined> {
  const template = here.state[name];
  if (template === undefined) return undefined;
  const value = await evaluateField(here, { name, template });
  if (typeof value === 'string') return value;
  throw new EvaluationError(name, `The field '${name}' must be a string.`);
}
