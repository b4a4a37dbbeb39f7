import { createRequire } from 'node:module';
import {
  InvalidDefinitionError,
  parseDefinition,
  problemsOf,
} from '../../local/cloud/step-functions/definition/load.ts';
import type { Definition, State, TaskState } from '../../local/cloud/step-functions/definition/schema.ts';
import { type At, everyState, nameOf } from '../../local/cloud/step-functions/definition/walk.ts';
import { isKnownError } from './asl-error-names.ts';
import { placeholderProblems, substituted, type Substitutes } from './asl-placeholders.ts';

export interface LintContext extends Substitutes {
  /** The names of the errors of the domain. */
  readonly domainErrors: ReadonlySet<string>;
}

/**
 * What is wrong with the text of a state machine file, by the rules of this project and of Step Functions; each
 * problem starts with its place. An empty list means the file may be deployed.
 */
export function lintAsl(text: string, context: LintContext): string[] {
  const parsed = parse(substituted(text));
  if (Array.isArray(parsed)) return parsed;
  const states = everyState(parsed.definition);
  return [
    ...firstKeyProblems(text),
    ...placeholderProblems(text, context),
    ...problemsOf(parsed.definition).map(({ location, message }) => `${location}: ${message}`),
    ...validatorProblems(parsed.json),
    ...machineProblems(parsed.definition),
    ...states.flatMap(nameProblems),
    ...states.flatMap((state) => (isTask(state) ? taskProblems(state) : [])),
    ...states.flatMap((state) => errorNameProblems(state, errorsRaisedBy(parsed.definition), context)),
  ];
}

function parse(text: string): { readonly json: object; readonly definition: Definition } | string[] {
  try {
    return { json: JSON.parse(text) as object, definition: parseDefinition(text) };
  } catch (error) {
    if (error instanceof InvalidDefinitionError) {
      return error.problems.map(({ location, message }) => `${location || '/'}: ${message}`);
    }
    return [`/: ${String(error)}`];
  }
}

function firstKeyProblems(text: string): string[] {
  const first = Object.keys(JSON.parse(text) as object)[0];
  return first === 'QueryLanguage' ? [] : ['/: the first key must be "QueryLanguage": "JSONata".'];
}

type Validator = (definition: object) => {
  readonly errors: readonly { readonly Message?: string; readonly message?: string }[];
};
// The package has no types.
const validate = createRequire(import.meta.url)('asl-validator') as Validator;

/** It writes into what it is given, hence the copy. */
function validatorProblems(definition: object): string[] {
  const { errors } = validate(structuredClone(definition));
  return errors.map((error) => `asl-validator: ${error.Message ?? error.message ?? JSON.stringify(error)}`);
}

function machineProblems({ Comment: comment }: Definition): string[] {
  return comment?.trim() ? [] : ['/: the machine needs a Comment that says what it does for the business.'];
}

function nameProblems(state: At<State>): string[] {
  const name = nameOf(state);
  return /^[A-Z][A-Za-z0-9]*$/.test(name) ? [] : [`${state.location}: the name must be PascalCase.`];
}

function isTask(state: At<State>): state is At<TaskState> {
  return state.value.Type === 'Task';
}

function taskProblems({ location, value: task }: At<TaskState>): string[] {
  const wildcards = ['States.ALL', 'States.TaskFailed'];
  const blind = task.Retry?.some((entry) => entry.ErrorEquals.some((name) => wildcards.includes(name)));
  const rules: [boolean, string][] = [
    [!task.Comment?.trim(), 'a Task needs a Comment.'],
    [task.TimeoutSeconds === undefined, 'a Task needs TimeoutSeconds.'],
    [!task.Retry?.length, 'a Task needs a Retry on named errors.'],
    [blind === true, 'a Retry names its errors; it does not retry everything.'],
    [!task.Catch?.length, 'a Task needs a Catch.'],
  ];
  return rules.flatMap(([broken, message]) => (broken ? [`${location}: ${message}`] : []));
}

/** What the machine's own Fail states raise may be caught around them. */
function errorsRaisedBy(definition: Definition): ReadonlySet<string> {
  return new Set(
    everyState(definition).flatMap(({ value }) => (value.Type === 'Fail' ? (value.Error ?? []) : [])),
  );
}

function errorNameProblems(
  { location, value: state }: At<State>,
  raised: ReadonlySet<string>,
  { domainErrors }: LintContext,
) {
  const entries = [
    ...(('Retry' in state && state.Retry) || []),
    ...(('Catch' in state && state.Catch) || []),
  ];
  const names = new Set(entries.flatMap((entry) => entry.ErrorEquals));
  return [...names]
    .filter((name) => !isKnownError(name) && !domainErrors.has(name) && !raised.has(name))
    .map((name) => `${location}: nothing raises the error '${name}'.`);
}
