import type { LookupAddress } from 'node:dns';
import { publicLookup } from '../../../../functions/shared/erp/fetch/public-lookup.ts';

/** The production look-up with a resolver of the test. What it would let through is noted in `allowed` and not connected to. */
export function lookupOf(answers: readonly (readonly string[])[], allowed: LookupAddress[][] = []) {
  let asked = 0;
  const resolve: Parameters<typeof publicLookup>[0] = (_, __, answer) => {
    const addresses = answers[asked++ % answers.length] ?? [];
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const checked = publicLookup(resolve);
  const lookup: typeof checked = (name, options, answer) =>
    checked(name, { ...options, all: true }, (error, found) => {
      if (!error) allowed.push(found as LookupAddress[]);
      answer(
        error ?? Object.assign(new Error('not connected to by this test'), { code: 'ECONNREFUSED' }),
        [],
      );
    });
  return lookup;
}

/** For what is refused by its spelling: it is not even looked up. */
export const nobodyAsked: ReturnType<typeof lookupOf> = (name) => {
  throw new Error(`${name} was looked up.`);
};
