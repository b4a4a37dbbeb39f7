import jsonata from 'jsonata';
import { MappingError } from '../../../domain/errors.ts';
import { mappingFunctions } from './helpers/mapping-functions.ts';
import type { JsonValue } from './lossless-json.ts';
import { normalised } from './mapping/normalised.ts';

/** What one evaluation may use: time in milliseconds, nested calls, entries of one list. */
const limits = { timeout: 2_000, stack: 200, sequence: 100_000 };

export interface CompiledExpression {
  /** Where it stands, for messages: `business-central/customer.jsonata`. */
  readonly name: string;
  readonly expression: jsonata.Expression;
}

/** Parses an expression once and gives it our functions. Throws a `MappingError` with the position of what does not parse. */
export function compileExpression(source: string, name: string): CompiledExpression {
  try {
    const expression = jsonata(source, limits);
    for (const [key, implementation] of Object.entries(mappingFunctions))
      expression.assign(key, implementation);
    return { name, expression };
  } catch (error) {
    throw evaluationError(name, error);
  }
}

/**
 * The one place that runs an expression. Undefined is "yields nothing". The result holds plain objects, plain lists, texts, booleans
 * and null only. Fails as `MappingError`: with the problems a helper found, else with the position in the expression.
 */
export async function evaluate(
  compiled: CompiledExpression,
  input: JsonValue,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<JsonValue | undefined> {
  try {
    return normalised(await compiled.expression.evaluate(input, { ...variables }), compiled.name);
  } catch (error) {
    throw error instanceof MappingError ? error : evaluationError(compiled.name, error);
  }
}

/** JSONata throws plain objects with code, position and token. */
function evaluationError(name: string, error: unknown): MappingError {
  const { code, position, message } = (
    typeof error === 'object' ? (error ?? {}) : {}
  ) as Partial<jsonata.JsonataError>;
  // $error(…) says the author's own words to whoever has to act; where the mapping says them is of no use to them.
  if (code === 'D3137') return new MappingError(message ?? '', [{ field: name, reason: message ?? '' }]);
  const place = position === undefined ? name : `${name}, character ${position}`;
  const reason = `${message ?? 'the expression failed'}${code === undefined ? '' : ` (${code})`}`;
  return new MappingError(`The mapping ${place} failed: ${reason}`, [{ field: place, reason }], {
    cause: error,
  });
}
