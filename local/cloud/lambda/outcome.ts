/** A failed invocation in the shape AWS gives to whoever invoked: `errorType` is the error's name. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

interface Ended {
  readonly requestId: string;
  /** The last output of the function, filled when the caller asked for it. */
  readonly log?: string;
}

/** `payload` is the JSON text the handler returned. */
export type Outcome = Ended &
  ({ readonly ok: true; readonly payload: string } | { readonly ok: false; readonly error: FunctionError });

/** What a caller throws when an invocation failed and it has no better use for the outcome. */
export class FunctionFailedError extends Error {
  readonly functionError: FunctionError;
  constructor(functionName: string, functionError: FunctionError) {
    super(`${functionName} failed: ${functionError.errorType}: ${functionError.errorMessage}`);
    this.name = functionError.errorType;
    this.functionError = functionError;
  }
}

/** The handler's result as a value; throws what it threw. */
export function resultOf(functionName: string, outcome: Outcome): unknown {
  if (!outcome.ok) throw new FunctionFailedError(functionName, outcome.error);
  return JSON.parse(outcome.payload);
}
