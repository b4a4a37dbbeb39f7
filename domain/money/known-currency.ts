import { currencySchema } from '../canonical/values.ts';

let known: ReadonlySet<string> | undefined;

/** Whether a code is one of ISO 4217, past ones included. What ERPs send is not held to it: their books are as they are. */
const isKnownCurrency = (code: string): boolean =>
  (known ??= new Set(Intl.supportedValuesOf('currency'))).has(code);

/** The currency of something that we sell. */
export const knownCurrencySchema = currencySchema.refine(isKnownCurrency, {
  error: ({ input }) => `${String(input)} is no currency of ISO 4217`,
  when: ({ issues }) => issues.length === 0,
});
