import { place } from './place.ts';

/** Where each service answers, by the name state machines and the SDK's settings know it under. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly events: string;
  readonly lambda: string;
  readonly s3: string;
  readonly secretsmanager: string;
  readonly sfn: string;
  readonly sqs: string;
}

const VARIABLES: Readonly<Record<keyof Endpoints, string>> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  events: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
  s3: 'AWS_ENDPOINT_URL_S3',
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  sfn: 'AWS_ENDPOINT_URL_SFN',
  sqs: 'AWS_ENDPOINT_URL_SQS',
};

/** What every function finds in its environment besides its own variables: region, credentials, endpoints. */
export function functionVariables(endpoints: Endpoints): Record<string, string> {
  const urls = Object.entries(VARIABLES).map(([service, variable]) => [
    variable,
    endpoints[service as keyof Endpoints],
  ]);
  return {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    TZ: ':UTC',
    ...(Object.fromEntries(urls) as Record<string, string>),
  };
}
