import jsonata from 'jsonata-sfn';
import { EvaluationError } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { awsFunctions, type Sources } from './functions.ts';
import { limit } from './limits.ts';

/** What an expression may refer to: `$states` and the variables in scope. */
export interface Surroundings {
  readonly states: JsonObject;
  readonly variables: JsonObject;
  readonly sources: Sources;
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** The JSONata inside `{% … %}`, or undefined where the text is a plain string. */
export function expressionIn(text: string): string | undefined {
  return EXPRESSION.exec(text)?.[1]?.trim();
}

/** Evaluates every `{% … %}` in a template; `location` names the field in error messages. */
export async function evaluateTemplate(
  template: Json,
  around: Surroundings,
  location: string,
): Promise<Json> {
  if (typeof template === 'string') return evaluateText(template, around, location);
  if (Array.isArray(template)) {
    return Promise.all(
      template.map((item, index) => evaluateTemplate(item, around, `${location}[${index}]`)),
    );
  }
  if (typeof template !== 'object' || template === null) return template;
  const fields = Object.entries(template).map(
    async ([key, value]) => [key, await evaluateTemplate(value, around, `${location}/${key}`)] as const,
  );
  return Object.fromEntries(await Promise.all(fields));
}

async function evaluateText(text: string, around: Surroundings, location: string): Promise<Json> {
  const expression = expressionIn(text);
  if (expression === undefined) return text;
  const value = await evaluateExpression(expression, around, location);
  if (value === undefined) throw refusal(location, expression, 'returned nothing (undefined).');
  return plain(value, (problem) => refusal(location, expression, problem));
}

async function evaluateExpression(
  expression: string,
  around: Surroundings,
  location: string,
): Promise<unknown> {
  try {
    const bindings = { ...around.variables, ...awsFunctions(around.sources), states: around.states };
    // AWS gives an expression no context item: the state's input is $states.input only.
    return await limit(jsonata(expression)).evaluate(undefined, bindings);
  } catch (cause) {
    throw refusal(location, expression, `threw an error. ${describe(cause)}`, cause);
  }
}

function refusal(location: string, expression: string, problem: string, cause?: unknown): EvaluationError {
  return new EvaluationError(
    location,
    `The JSONata expression '${expression}' specified for the field '${location}' ${problem}`,
    cause,
  );
}

/** jsonata throws objects with a code and a message as well as errors. */
function describe(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string };
  return [code, message ?? String(thrown)].filter(Boolean).join(': ');
}

/**
 * Copies a result into plain JSON: JSONata's lists carry hidden properties, and what is bound in an expression
 * must not change with it. Infinity and NaN become their names, as AWS writes them.
 */
function plain(value: unknown, refuse: (problem: string) => Error): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, refuse));
  if (typeof value !== 'object' || isFunction(value)) throw refuse('returned a function, which is not JSON.');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, refuse)]));
}

function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
