import { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';

/** One JSON line each; ids and hashes only, no personal data (S2). */
export const logger = new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'orderseam' });

/** For handlers that are called often: Lambda ends what takes too long by itself, a timer of our own for each call says it no better. */
export const untimed = { timeoutEarlyInMillis: 0 };

const counts = new Map<string, number>();

/** To be published when the invocation ends. */
export const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Counts as one line per invocation, if anything was counted; nothing is written for what went well and needs no number. */
export const observability = (): MiddlewareObj => ({ after: publishCounts, onError: publishCounts });

async function publishCounts(): Promise<void> {
  if (counts.size === 0) return;
  const counted = [...counts];
  counts.clear();
  const { publishMetrics } = await import('./metrics.ts');
  publishMetrics(counted);
}
