import type { FunctionSpec } from './function-spec.ts';

/** The whole `process.env` of a function: the template's variables, what Lambda sets, and the endpoints. */
export function functionEnvironment(
  spec: FunctionSpec,
  shared: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...shared,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'embedded',
    LAMBDA_TASK_ROOT: spec.codeFolder,
    ...spec.environment,
  };
}
