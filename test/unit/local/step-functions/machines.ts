/** Builders of small state machines, for tests that say only what matters. */
type States = Record<string, Record<string, unknown>>;

export function machine(states: States, rest: Record<string, unknown> = {}): Record<string, unknown> {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...rest };
}

/** A machine of one state that ends. */
export function single(state: Record<string, unknown>): Record<string, unknown> {
  return machine({
    Only: { ...state, ...(state['Type'] === 'Succeed' || state['Type'] === 'Fail' ? {} : { End: true }) },
  });
}

export function invoke(rest: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: 'arn:aws:lambda:eu-central-1:000000000000:function:work',
      Payload: '{% $states.input %}',
    },
    ...rest,
  };
}

export function mapOf(
  processor: States,
  rest: Record<string, unknown> = {},
  mode = 'INLINE',
): Record<string, unknown> {
  const config = mode === 'INLINE' ? { Mode: mode } : { Mode: mode, ExecutionType: 'STANDARD' };
  return {
    Type: 'Map',
    ItemProcessor: { ProcessorConfig: config, StartAt: Object.keys(processor)[0], States: processor },
    ...rest,
  };
}

export const pass = (rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  Type: 'Pass',
  ...rest,
});

/** An error as a Lambda function or a service throws it. */
export function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}
