import { MappingError } from '../../../../domain/errors.ts';
import { dateFunctions } from './dates.ts';
import { decimalFunctions } from './decimals.ts';
import { jsonFunctions } from './json-function.ts';
import { textFunctions } from './texts.ts';
import { millisFunctions } from './to-millis.ts';

/** A mapping gives the same result for the same payload, today and at a replay in a year: no clock, chance or code from data. */
const impure = Object.fromEntries(
  ['now', 'millis', 'random', 'shuffle', 'eval'].map((name) => [
    name,
    () => {
      const reason = `$${name} is not available in mappings: a replay has to give the same result`;
      throw new MappingError(reason, [{ field: `$${name}`, reason }]);
    },
  ]),
);

/** What every mapping can call, besides the evaluator's own functions. */
export const mappingFunctions: Readonly<Record<string, (...args: never[]) => unknown>> = {
  ...decimalFunctions,
  ...dateFunctions,
  ...textFunctions,
  ...jsonFunctions,
  ...millisFunctions,
  ...impure,
};
