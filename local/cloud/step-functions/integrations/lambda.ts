import type { Json, JsonObject } from '../json.ts';
import { TaskFailure } from './task-failure.ts';

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export interface FunctionCall {
  /** A name or an ARN. */
  readonly functionName: string;
  /** JSON text. */
  readonly event: string;
  /** Resolve as soon as the event is accepted; the payload is not looked at. */
  readonly asynchronous: boolean;
}

/** Runs a function; the payload is JSON text. Rejects when it cannot be run at all. */
export type LambdaPort = (
  call: FunctionCall,
) => Promise<
  { readonly ok: true; readonly payload: string } | { readonly ok: false; readonly error: FunctionFailure }
>;

/** A Task on the ARN of a function: arguments in, what the function returns out. */
export async function invokeDirectly(lambda: LambdaPort, functionName: string, event: Json): Promise<Json> {
  return JSON.parse(
    await run(lambda, { functionName, event: JSON.stringify(event), asynchronous: false }),
  ) as Json;
}

/** `lambda:invoke`: what the function returns is in `Payload`. */
export async function invokeFunction(lambda: LambdaPort, parameters: JsonObject): Promise<Json> {
  const { FunctionName: functionName, Payload: event = {}, InvocationType: type } = parameters;
  if (typeof functionName !== 'string') {
    throw new TaskFailure('Lambda.ValidationException', 'FunctionName must be a text.');
  }
  if (type === 'Event') {
    await run(lambda, { functionName, event: JSON.stringify(event), asynchronous: true });
    return { StatusCode: 202, Payload: '' };
  }
  return {
    ExecutedVersion: '$LATEST',
    Payload: await invokeDirectly(lambda, functionName, event),
    StatusCode: 200,
  };
}

async function run(lambda: LambdaPort, call: FunctionCall): Promise<string> {
  const outcome = await lambda(call).catch(refused);
  if (outcome.ok) return outcome.payload;
  // As in AWS the Cause is JSON, with the message inside.
  throw new TaskFailure(outcome.error.errorType, JSON.stringify(outcome.error));
}

function refused(error: unknown): never {
  const { name, message } = error instanceof Error ? error : { name: 'Unknown', message: String(error) };
  throw new TaskFailure(name.startsWith('Lambda.') ? name : `Lambda.${name}`, message, error);
}
