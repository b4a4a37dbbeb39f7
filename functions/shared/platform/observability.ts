import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';

const serviceName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'orderseam';

/** One JSON line each; ids and hashes only, no personal data (S2). */
export const logger = new Logger({ serviceName });
export const metrics = new Metrics({ namespace: 'Orderseam', serviceName });

/** Counts as one line per invocation, if anything was counted; nothing is written for what went well and needs no number. */
export const observability = (): MiddlewareObj => {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
};

export const count = (name: string, value = 1): void => {
  if (value > 0) metrics.addMetric(name, MetricUnit.Count, value);
};
