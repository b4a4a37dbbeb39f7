import { FunctionNotFoundError } from '../lambda/index.ts';
import type { FunctionError, Outcome } from '../lambda/outcome.ts';
import { asObject, asText, type Json } from '../template/json.ts';

export type InvokeByArn = (functionArn: string, event: unknown) => Promise<Outcome>;

/** A failed task: its name is what `Retry` and `Catch` match, its message becomes the cause. */
class TaskError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** A function's ARN as resource: arguments in, result out. */
export async function invokeFunction(
  invoke: InvokeByArn,
  functionArn: string,
  event: Json,
): Promise<unknown> {
  const outcome = await invokeNamed(invoke, functionArn, event);
  if (!outcome.ok) throw failure(outcome.error);
  return JSON.parse(outcome.payload) as unknown;
}

/** `lambda:invoke`: the result is wrapped as the Invoke API answers it. */
export async function lambdaInvoke(invoke: InvokeByArn, input: Json): Promise<unknown> {
  const { FunctionName: name, Payload: payload } = asObject(input);
  const Payload = await invokeFunction(invoke, asText(name) ?? '', payload ?? {});
  return { ExecutedVersion: '$LATEST', Payload, StatusCode: 200 };
}

async function invokeNamed(invoke: InvokeByArn, functionArn: string, event: Json): Promise<Outcome> {
  try {
    return await invoke(functionArn, event);
  } catch (error) {
    if (error instanceof FunctionNotFoundError)
      throw new TaskError('Lambda.ResourceNotFoundException', error.message);
    throw error;
  }
}

/** The cause is the error as Lambda reports it, as JSON text. */
function failure(error: FunctionError): TaskError {
  return new TaskError(error.errorType, JSON.stringify(error));
}
