import { codeOf, type StackFixture } from './index.ts';

/**
 * A small application with every kind of wiring: a public and a guarded HTTP API, a queue with its dead-letter
 * queue, and a function that takes batches from it and writes what it saw into a second queue.
 */
const frontDoor = `
const { SQSClient, SendMessageCommand } = require(${JSON.stringify(sdk('@aws-sdk/client-sqs'))});
const sqs = new SQSClient({});
exports.handler = async (event, context) => {
  if (event.rawPath === '/echo') return { statusCode: 200, body: JSON.stringify(event) };
  if (event.rawPath === '/plain') return { hello: 'world' };
  if (event.rawPath === '/throw') throw new TypeError('no way');
  if (event.rawPath === '/slow') await new Promise((resolve) => setTimeout(resolve, 400));
  if (event.rawPath === '/binary') return { statusCode: 200, isBase64Encoded: true, body: 'AAEC', headers: { 'Content-Type': 'application/octet-stream' }, cookies: ['a=1', 'b=2'] };
  const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body;
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.WORK_QUEUE_URL, MessageBody: body || '-' }));
  return { statusCode: 202, body: '' };
};`;

const worker = `
const { SQSClient, SendMessageCommand } = require(${JSON.stringify(sdk('@aws-sdk/client-sqs'))});
const sqs = new SQSClient({});
const seen = new Map();
exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const { messageId, body, attributes } of event.Records) {
    if (body === 'poison') { batchItemFailures.push({ itemIdentifier: messageId }); continue; }
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.DONE_QUEUE_URL, MessageBody: JSON.stringify({ body, batch: event.Records.length, receives: attributes.ApproximateReceiveCount }) }));
  }
  return { batchItemFailures };
};`;

function sdk(name: string): string {
  return new URL(`../../../node_modules/${name}/`, import.meta.url).pathname;
}

const functionOf = (
  asset: string,
  variables: Record<string, unknown>,
  more: Record<string, unknown> = {},
) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: codeOf(asset),
    Handler: 'index.handler',
    Timeout: 5,
    MemorySize: 128,
    Environment: { Variables: variables },
    ...more,
  },
});

const route = (routeKey: string, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: routeKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    ...more,
  },
});

export const smallApp: StackFixture = {
  functions: { 'front-door': frontDoor, worker },
  resources: {
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 1,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 2 },
      },
    },
    Done: { Type: 'AWS::SQS::Queue', Properties: {} },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    FrontDoorFunction: functionOf('front-door', { WORK_QUEUE_URL: { Ref: 'Work' } }),
    WorkerFunction: functionOf('worker', { DONE_QUEUE_URL: { Ref: 'Done' } }),
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        FunctionName: { Ref: 'WorkerFunction' },
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['FrontDoorFunction', 'Arn'] },
        TimeoutInMillis: 3000,
        PayloadFormatVersion: '2.0',
      },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'JWT',
        JwtConfiguration: {
          Audience: [{ Ref: 'Client' }],
          Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] },
        },
      },
    },
    Open: route('ANY /{proxy+}'),
    Guarded: route('GET /guarded/{id}', {
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'Authorizer' },
    }),
  },
  outputs: { ApiUrl: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
};
