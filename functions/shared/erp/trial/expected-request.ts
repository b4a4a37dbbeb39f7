import * as z from 'zod';
import type { TrialRequest } from './trial-erp.ts';

/** A request as a vector expects it; of the headers only those it names. */
export const expectedRequestSchema = z.strictObject({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.json().optional(),
});
type ExpectedRequest = z.infer<typeof expectedRequestSchema>;

/** Requests as far as they are compared with the expected ones. */
export const asExpected = (
  requests: readonly TrialRequest[],
  expected: readonly ExpectedRequest[] = [],
): object[] =>
  requests.map(({ headers, ...request }, index) => {
    const wanted = expected[index]?.headers;
    if (wanted === undefined) return request;
    const chosen = Object.keys(wanted).map((name) => [name, headers[name]] as const);
    return { ...request, headers: Object.fromEntries(chosen) };
  });
