import type { TemplateResource } from '../template/assembly.ts';
import { userPool, userPoolClient } from './cognito.ts';
import { dynamoDbTable } from './dynamodb-table.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import { eventBus, eventRule } from './events.ts';
import { httpApi, httpApiPart } from './http-api.ts';
import { inert, isInert } from './inert.ts';
import { lambdaFunction } from './lambda-function.ts';
import type { ResourceType } from './resource-type.ts';
import { s3Bucket } from './s3-bucket.ts';
import { schedule } from './schedule.ts';
import { secret } from './secret.ts';
import { sqsQueue } from './sqs-queue.ts';
import { stateMachine } from './state-machine.ts';

/** Every CloudFormation type that the embedded cloud brings to life. */
const types: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': httpApi,
  'AWS::ApiGatewayV2::Authorizer': httpApiPart,
  'AWS::ApiGatewayV2::Integration': httpApiPart,
  'AWS::ApiGatewayV2::Route': httpApiPart,
  'AWS::ApiGatewayV2::Stage': httpApiPart,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::DynamoDB::GlobalTable': dynamoDbTable,
  'AWS::DynamoDB::Table': dynamoDbTable,
  'AWS::Events::EventBus': eventBus,
  'AWS::Events::Rule': eventRule,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::S3::Bucket': s3Bucket,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::SecretsManager::Secret': secret,
  'AWS::SQS::Queue': sqsQueue,
  'AWS::StepFunctions::StateMachine': stateMachine,
};

/** Looks up how to deal with a type; undefined for one that is neither known nor inert. */
export function resourceType(type: string): ResourceType | undefined {
  return types[type] ?? (isInert(type) ? inert : undefined);
}

/** Stops the boot before anything starts when the template holds what cannot be emulated. */
export function requireKnownTypes(declared: readonly TemplateResource[]): void {
  const unknown = declared.filter(({ type }) => !resourceType(type));
  if (unknown.length === 0) return;
  const list = unknown.map(({ type, stack, logicalId }) => `  ${type} ${logicalId} (${stack})`);
  throw new Error(
    `The embedded cloud does not know these resources:\n${list.join('\n')}\n` +
      'Add the type to local/cloud/resources, or to its list of inert types when it matters in AWS only.',
  );
}

export function isActive(type: string): boolean {
  return types[type] !== undefined;
}
