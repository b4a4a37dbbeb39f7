import type { Scope } from './schema.ts';
import { everyState, type Problem } from './walk.ts';

/** `States.ALL` matches everything, so it stands alone and last; what comes after it would never be reached. */
export function recoveryProblems(definition: Scope): Problem[] {
  return everyState(definition).flatMap(({ location, value: state }) => {
    const lists = { Retry: 'Retry' in state ? state.Retry : [], Catch: 'Catch' in state ? state.Catch : [] };
    return Object.entries(lists).flatMap(([field, entries = []]) =>
      misplacedAll(entries).map((index) => ({
        code: 'SCHEMA_VALIDATION_FAILED',
        location: `${location}/${field}[${index}]`,
        message: 'States.ALL must appear alone, and in the last entry.',
      })),
    );
  });
}

function misplacedAll(entries: readonly { readonly ErrorEquals: readonly string[] }[]): number[] {
  return entries.flatMap(({ ErrorEquals: names }, index) => {
    const fine = !names.includes('States.ALL') || (names.length === 1 && index === entries.length - 1);
    return fine ? [] : [index];
  });
}
