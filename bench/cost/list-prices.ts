/**
 * List prices in USD of us-east-1 without free tiers, by the pricing page of each service (aws.amazon.com/<service>/pricing). Other regions
 * differ; to compare systems, one region is as good as another.
 */
export interface ListPrices {
  /** API Gateway, HTTP APIs: per million requests of up to 512 KB. */
  readonly httpApiRequests: number;
  /** SQS, standard queues: per million requests of up to 64 KB. */
  readonly queueRequests: number;
  /** Lambda, arm64: per million requests, and per GB-second. */
  readonly invocations: number;
  readonly gigabyteSecond: number;
  /** DynamoDB, on demand: per million write and read units. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** S3 Standard: per million PUT, and per million GET requests. */
  readonly objectPuts: number;
  readonly objectGets: number;
  /** EventBridge: per million custom events. */
  readonly events: number;
  /** Step Functions, Standard: per million state transitions. */
  readonly states: number;
  /** CloudWatch Logs: per GB taken in. */
  readonly logGigabyte: number;
}

export const listPrices: ListPrices = {
  httpApiRequests: 1.0,
  queueRequests: 0.4,
  invocations: 0.2,
  gigabyteSecond: 0.0000133334,
  writeUnits: 0.625,
  readUnits: 0.125,
  objectPuts: 5.0,
  objectGets: 0.4,
  events: 1.0,
  states: 25.0,
  logGigabyte: 0.5,
};
