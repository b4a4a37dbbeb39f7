import * as z from 'zod';

/** An error as a state machine catches it. */
export const caughtErrorSchema = z.object({
  Error: z.string().default('Error'),
  Cause: z.string().default(''),
});

const causeSchema = z.object({ errorMessage: z.string() });

/** Lambda puts the message of an error into a JSON text; timeouts and the like have a plain one. */
export function reasonOfFailure({ Error: name, Cause: cause }: z.infer<typeof caughtErrorSchema>): string {
  try {
    return causeSchema.parse(JSON.parse(cause)).errorMessage;
  } catch {
    return cause === '' ? name : `${name}: ${cause}`;
  }
}
