import type { AsyncInvocations } from './lambda/async-invocations.ts';
import type { LambdaRuntime } from './lambda/index.ts';
import type { LambdaPort } from './step-functions/index.ts';

/** How state machines reach functions. */
export function lambdaPort(runtime: LambdaRuntime, asynchronous: AsyncInvocations): LambdaPort {
  return async ({ functionName, event, asynchronous: withoutWaiting }) => {
    if (!withoutWaiting) return runtime.invoke(functionName, { eventText: event });
    runtime.spec(functionName);
    asynchronous.accept(functionName, event);
    return { ok: true, payload: 'null' };
  };
}
