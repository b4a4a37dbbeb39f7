import { describe, expect, it } from 'vitest';
import { isActive, requireKnownTypes, resourceType } from '../../../../../local/cloud/resources/index.ts';
import type { Place } from '../../../../../local/cloud/resources/resource-type.ts';
import type { JsonObject } from '../../../../../local/cloud/template/json.ts';

const place: Place = {
  region: 'eu-central-1',
  account: '000000000000',
  queueUrl: (name) => `http://127.0.0.1:1/000000000000/${name}`,
  apiEndpoint: (key) => `http://127.0.0.1:2/${key}`,
};

const identity = (type: string, properties: JsonObject = {}) =>
  resourceType(type)?.identify({ stack: 'Shop', logicalId: 'Thing', type, properties }, place);
const declared = (type: string) => ({
  stack: 'Shop',
  logicalId: 'Thing',
  type,
  properties: {},
  dependsOn: [],
  condition: undefined,
});

describe('what Ref and GetAtt give', () => {
  it.each([
    [
      'AWS::SQS::Queue',
      'http://127.0.0.1:1/000000000000/Shop-Thing',
      'Arn',
      'arn:aws:sqs:eu-central-1:000000000000:Shop-Thing',
    ],
    [
      'AWS::Lambda::Function',
      'Shop-Thing',
      'Arn',
      'arn:aws:lambda:eu-central-1:000000000000:function:Shop-Thing',
    ],
    [
      'AWS::DynamoDB::Table',
      'Shop-Thing',
      'Arn',
      'arn:aws:dynamodb:eu-central-1:000000000000:table/Shop-Thing',
    ],
    [
      'AWS::Events::EventBus',
      'Shop-Thing',
      'Arn',
      'arn:aws:events:eu-central-1:000000000000:event-bus/Shop-Thing',
    ],
    [
      'AWS::StepFunctions::StateMachine',
      'arn:aws:states:eu-central-1:000000000000:stateMachine:Shop-Thing',
      'Name',
      'Shop-Thing',
    ],
    ['AWS::IAM::Role', 'Shop-Thing', 'Arn', 'arn:aws:iam:eu-central-1:000000000000:Shop-Thing'],
  ])('%s', (type, ref, attribute, value) => {
    const found = identity(type);

    expect(found?.ref).toBe(ref);
    expect(found?.attributes[attribute]).toBe(value);
  });

  it('a name in the template is used', () => {
    expect(identity('AWS::SQS::Queue', { QueueName: 'orders' })?.attributes['QueueName']).toBe('orders');
  });

  it('an HTTP API is where it listens', () => {
    expect(identity('AWS::ApiGatewayV2::Api')?.attributes['ApiEndpoint']).toBe(
      'http://127.0.0.1:2/Shop/Thing',
    );
  });

  it('a user pool has the issuer that its tokens carry', () => {
    const pool = identity('AWS::Cognito::UserPool');

    expect(pool?.ref).toMatch(/^eu-central-1_[a-z0-9]{9}$/);
    expect(pool?.attributes['ProviderURL']).toBe(
      `https://cognito-idp.eu-central-1.amazonaws.com/${pool?.ref}`,
    );
  });

  it('long names stay distinct when they are shortened', () => {
    const nameOf = (logicalId: string) =>
      resourceType('AWS::Lambda::Function')?.identify(
        { stack: 'S', logicalId, type: '', properties: {} },
        place,
      ).ref;
    const long = 'x'.repeat(80);

    expect(nameOf(`${long}a`)).not.toBe(nameOf(`${long}b`));
    expect(nameOf(long)?.length).toBeLessThanOrEqual(63);
  });
});

describe('types', () => {
  it('one that nobody knows stops the boot, naming type, resource and stack', () => {
    expect(() =>
      requireKnownTypes([declared('AWS::SQS::Queue'), declared('AWS::Neptune::DBCluster')]),
    ).toThrow(/AWS::Neptune::DBCluster Thing \(Shop\)/);
  });

  it.each([
    'AWS::IAM::Policy',
    'AWS::CloudWatch::Alarm',
    'AWS::Logs::LogGroup',
    'AWS::KMS::Key',
    'AWS::S3::BucketPolicy',
    'AWS::SQS::QueuePolicy',
    'AWS::Lambda::Permission',
    'AWS::Cognito::UserPoolGroup',
    'AWS::CDK::Metadata',
  ])('%s matters in AWS only', (type) => {
    expect(() => requireKnownTypes([declared(type)])).not.toThrow();
    expect(isActive(type)).toBe(false);
  });
});
