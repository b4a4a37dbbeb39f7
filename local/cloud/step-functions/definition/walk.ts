import type { Scope, State } from './schema.ts';

/** A part of a definition with its place in the file: `/States/Pay/Catch[0]/Next`. */
export interface At<T> {
  readonly location: string;
  readonly value: T;
}

/** What is wrong with a definition, named as Step Functions names it. */
export interface Problem {
  readonly code: string;
  readonly location: string;
  readonly message: string;
}

export function statesOf(scope: At<Scope>): At<State>[] {
  return Object.entries(scope.value.States).map(([name, value]) => ({
    location: `${scope.location}/States/${name}`,
    value,
  }));
}

/** The scopes directly within a state: the branches of a Parallel, the item processor of a Map. */
export function scopesWithin({ location, value: state }: At<State>): At<Scope>[] {
  if (state.Type === 'Map') return [{ location: `${location}/ItemProcessor`, value: state.ItemProcessor }];
  if (state.Type !== 'Parallel') return [];
  return state.Branches.map((value, index) => ({ location: `${location}/Branches[${index}]`, value }));
}

/** A scope and all scopes within it, outermost first. */
export function* everyScope(scope: At<Scope>): Generator<At<Scope>> {
  yield scope;
  for (const state of statesOf(scope)) {
    for (const inner of scopesWithin(state)) yield* everyScope(inner);
  }
}

export function everyState(scope: Scope): At<State>[] {
  return [...everyScope({ location: '', value: scope })].flatMap(statesOf);
}

export function nameOf({ location }: At<State>): string {
  return location.slice(location.lastIndexOf('/States/') + '/States/'.length);
}
