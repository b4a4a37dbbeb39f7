import type { AwsPlace } from './send-signed.ts';

/** By its name in signatures: the variable that tells another address of a service, as the SDK reads it. */
const toldBy = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  events: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
  s3: 'AWS_ENDPOINT_URL_S3',
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  sqs: 'AWS_ENDPOINT_URL_SQS',
} as const;
export type AwsServiceName = keyof typeof toldBy;

export function placeOf(service: AwsServiceName, environment = process.env): AwsPlace {
  const { AWS_REGION: region = '' } = environment;
  return {
    service,
    region,
    url: toldAddress(service, environment) ?? new URL(`https://${publicHost(service, region)}`),
  };
}

/** Where buckets are parts of a host's name; at an address of its own, a service has them in the path. */
export function placeOfBucket(bucket: string, environment = process.env): { place: AwsPlace; root: string } {
  const { AWS_REGION: region = '' } = environment;
  const told = toldAddress('s3', environment);
  if (told) return { place: { service: 's3', region, url: told }, root: `/${bucket}/` };
  const url = new URL(`https://${bucket}.${publicHost('s3', region)}`);
  return { place: { service: 's3', region, url }, root: '/' };
}

function toldAddress(service: AwsServiceName, environment: NodeJS.ProcessEnv): URL | undefined {
  const told = environment[toldBy[service]];
  return told ? new URL(told) : undefined;
}

/** China has a domain of its own. */
const publicHost = (service: string, region: string): string =>
  `${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

/** By RFC 3986, as it is signed; slashes divide. */
export const objectPath = (key: string): string => key.split('/').map(encoded).join('/');

const encoded = (segment: string): string =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
