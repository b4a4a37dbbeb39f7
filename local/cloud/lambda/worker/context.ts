import type { Assignment, InvokeMessage } from './messages.ts';

/** The second argument of a handler. */
export function invocationContext(assignment: Assignment, message: InvokeMessage): Record<string, unknown> {
  const deadline = performance.now() + message.timeoutMs;
  return {
    functionName: assignment.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: assignment.functionArn,
    memoryLimitInMB: String(assignment.memoryMb),
    awsRequestId: message.requestId,
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}
