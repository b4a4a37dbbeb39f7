import { physicalName } from '../template/physical-name.ts';
import type { Identity, UnidentifiedResource } from '../template/resolver.ts';
import { arn, type Place, type ResourceType } from './resource-type.ts';

/**
 * Types that matter in AWS only: permissions, encryption, observation, delivery to browsers. They get a
 * plausible identity because others refer to them, and nothing else.
 */
const INERT = [
  /^AWS::(?:IAM|KMS|Logs|CloudWatch|SNS|CloudFront|WAFv2|Budgets|ApplicationInsights)::/,
  /^AWS::CDK::Metadata$/,
  /^AWS::(?:S3::BucketPolicy|SQS::QueuePolicy|Events::EventBusPolicy|Events::Archive|SecretsManager::ResourcePolicy)$/,
  /^AWS::Lambda::(?:Permission|EventInvokeConfig)$/,
  /^AWS::Cognito::UserPool(?:Group|Domain)$/,
  /^AWS::Scheduler::ScheduleGroup$/,
];

export function isInert(type: string): boolean {
  return INERT.some((pattern) => pattern.test(type));
}

export const inert: ResourceType = {
  identify: (resource, place) => ({
    ref: physicalName(resource.stack, resource.logicalId),
    attributes: invented(resource, place),
  }),
};

/** Any attribute may be asked for; ARNs look like ARNs. */
function invented(resource: UnidentifiedResource, place: Place): Identity['attributes'] {
  const name = physicalName(resource.stack, resource.logicalId);
  const service = (resource.type.split('::')[1] ?? '').toLowerCase();
  return new Proxy<Record<string, string>>(
    {},
    { get: (_target, attribute) => (String(attribute).endsWith('Arn') ? arn(place, service, name) : name) },
  );
}
