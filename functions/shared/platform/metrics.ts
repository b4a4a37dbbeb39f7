import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics({
  namespace: 'Orderseam',
  serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'orderseam',
});

/** One line in the embedded metric format. */
export function publishMetrics(counts: readonly (readonly [name: string, value: number])[]): void {
  for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
}
