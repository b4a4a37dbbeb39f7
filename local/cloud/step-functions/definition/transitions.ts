import type { Scope, State } from './schema.ts';
import { type At, everyScope, everyState, nameOf, type Problem, statesOf } from './walk.ts';

/** Every transition leads to a state of its own scope, every state is reached, and every scope can end. */
export function transitionProblems(definition: Scope): Problem[] {
  const scopes = [...everyScope({ location: '', value: definition })];
  return [
    ...scopes.flatMap(scopeProblems),
    ...everyState(definition).flatMap(endingProblems),
    ...repeatedNames(definition),
  ];
}

function scopeProblems(scope: At<Scope>): Problem[] {
  const states = statesOf(scope);
  const targets = [start(scope), ...states.flatMap(transitionsOf)];
  return [...dangling(scope, targets), ...unreached(states, targets), ...endless(scope)];
}

function start({ location, value }: At<Scope>): At<string> {
  return { location: `${location}/StartAt`, value: value.StartAt };
}

/** The names a state may lead to, each with the field that says so. */
function transitionsOf({ location, value: state }: At<State>): At<string>[] {
  const named: At<string | undefined>[] = [
    { location: `${location}/Next`, value: 'Next' in state ? state.Next : undefined },
    { location: `${location}/Default`, value: 'Default' in state ? state.Default : undefined },
    ...('Choices' in state ? state.Choices : []).map((rule, index) => ({
      location: `${location}/Choices[${index}]/Next`,
      value: rule.Next,
    })),
    ...(('Catch' in state ? state.Catch : undefined) ?? []).map((catcher, index) => ({
      location: `${location}/Catch[${index}]/Next`,
      value: catcher.Next,
    })),
  ];
  return named.filter((target): target is At<string> => target.value !== undefined);
}

function dangling(scope: At<Scope>, targets: readonly At<string>[]): Problem[] {
  return targets
    .filter(({ value }) => !Object.hasOwn(scope.value.States, value))
    .map(({ location, value }) => ({
      code: 'MISSING_TRANSITION_TARGET',
      location,
      message: `Missing 'Next' target: ${value}`,
    }));
}

function unreached(states: readonly At<State>[], targets: readonly At<string>[]): Problem[] {
  const reached = new Set(targets.map(({ value }) => value));
  return states
    .filter((state) => !reached.has(nameOf(state)))
    .map((state) => ({
      code: 'MISSING_TRANSITION_TARGET',
      location: state.location,
      message: `State "${nameOf(state)}" is not reachable.`,
    }));
}

function endless({ location, value }: At<Scope>): Problem[] {
  const ends = Object.values(value.States).some(
    (state) => 'End' in state || ['Succeed', 'Fail'].includes(state.Type),
  );
  if (ends) return [];
  return [{ code: 'MISSING_END_STATE', location, message: 'There is no state that ends.' }];
}

const branching: ReadonlySet<string> = new Set(['Succeed', 'Fail', 'Choice']);

function endingProblems({ location, value: state }: At<State>): Problem[] {
  const problem = (message: string): Problem => ({ code: 'SCHEMA_VALIDATION_FAILED', location, message });
  const problems: Problem[] = [];
  if (!branching.has(state.Type) && 'Next' in state === 'End' in state) {
    problems.push(problem("A state has either 'Next' or 'End'."));
  }
  if (state.Type === 'Wait' && 'Seconds' in state === 'Timestamp' in state) {
    problems.push(problem("A Wait state has either 'Seconds' or 'Timestamp'."));
  }
  return problems;
}

function repeatedNames(definition: Scope): Problem[] {
  const states = everyState(definition);
  const first = new Map([...states].reverse().map((state) => [nameOf(state), state.location]));
  return states
    .filter((state) => first.get(nameOf(state)) !== state.location)
    .map((state) => ({
      code: 'DUPLICATE_STATE_NAME',
      location: state.location,
      message: `The name "${nameOf(state)}" is used twice.`,
    }));
}
