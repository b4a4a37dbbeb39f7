/** Error names that Step Functions itself raises. */
const statesErrors: ReadonlySet<string> = new Set(
  [
    'ALL',
    'DataLimitExceeded',
    'ExceedToleratedFailureThreshold',
    'HeartbeatTimeout',
    'ItemReaderFailed',
    'NoChoiceMatched',
    'Permissions',
    'QueryEvaluationError',
    'ResultWriterFailed',
    'TaskFailed',
    'Timeout',
  ].map((name) => `States.${name}`),
);

/** Error names of the Lambda service, of its runtime, and of its sandboxes. */
const lambdaErrors: ReadonlySet<string> = new Set([
  'Lambda.AWSLambdaException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ResourceNotFoundException',
  'Lambda.SdkClientException',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Runtime.OutOfMemory',
  'Sandbox.Timedout',
]);

/** The other integrations raise `<Service>.<Code>Exception`. */
const SERVICE_ERROR =
  /^(DynamoDB|DynamoDb|EventBridge|S3|SQS|Sqs|Scheduler|SecretsManager|Sfn|StepFunctions)\.[A-Z]\w*Exception$/;

export function isKnownError(name: string): boolean {
  return (
    statesErrors.has(name) ||
    lambdaErrors.has(name) ||
    SERVICE_ERROR.test(name) ||
    name === 'EventBridge.FailedEntry'
  );
}
