import type { Scope, State } from './schema.ts';
import { type At, type Problem, scopesWithin, statesOf } from './walk.ts';

/** A variable has one home: an inner scope may read what an outer one assigned, but not assign it again. */
export function variableProblems(definition: Scope): Problem[] {
  return [...problemsOf({ location: '', value: definition }, new Set())];
}

function* problemsOf(scope: At<Scope>, outer: ReadonlySet<string>): Generator<Problem> {
  const assigned = statesOf(scope).flatMap(assignments);
  for (const { location, value: name } of assigned) {
    if (name === 'states') yield problem(location, "The name 'states' is reserved.");
    if (outer.has(name)) yield problem(location, `The variable '${name}' belongs to an outer scope.`);
  }
  const visible = new Set([...outer, ...assigned.map(({ value }) => value)]);
  for (const state of statesOf(scope)) {
    const inherited = isDistributed(state.value) ? new Set<string>() : visible;
    for (const inner of scopesWithin(state)) yield* problemsOf(inner, inherited);
  }
}

/** The item processor of a distributed Map is an execution of its own: it sees no variable of its parent. */
export function isDistributed(state: State): boolean {
  return state.Type === 'Map' && state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

function assignments({ location, value: state }: At<State>): At<string>[] {
  const named = (at: string, fields: object | undefined): At<string>[] =>
    Object.keys(fields ?? {}).map((value) => ({ location: `${at}/Assign/${value}`, value }));
  const own = 'Assign' in state ? named(location, state.Assign) : [];
  const rules = 'Choices' in state ? state.Choices : [];
  const catchers = ('Catch' in state ? state.Catch : undefined) ?? [];
  return [
    ...own,
    ...rules.flatMap((rule, index) => named(`${location}/Choices[${index}]`, rule.Assign)),
    ...catchers.flatMap((catcher, index) => named(`${location}/Catch[${index}]`, catcher.Assign)),
  ];
}

function problem(location: string, message: string): Problem {
  return { code: 'INVALID_ASSIGN', location, message };
}
