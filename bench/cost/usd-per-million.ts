import type { Counts } from '../counts/usage.ts';
import type { ListPrices } from './list-prices.ts';

/** Everything one delivery is billed for, on average. */
export interface Billable {
  readonly httpApiRequests: number;
  readonly writeUnits: number;
  readonly events: number;
  readonly states: number;
  readonly logBytes: number;
  readonly invocations: Counts;
  readonly gigabyteSeconds: number;
  /** Requests by service and action, as functions send them. */
  readonly calls: Counts;
}

/** A batch is received and deleted by a request each; Lambda sends them, the account pays them. */
const REQUESTS_PER_BATCH = 2;

/** USD for a million deliveries, by driver and in all. */
export function usdPerMillion(one: Billable, prices: ListPrices): Record<string, number> {
  const batches = one.invocations['apply-delivery'] ?? 0;
  const invocations = Object.values(one.invocations).reduce((sum, count) => sum + count, 0);
  const reads = callsOf(one, /^DynamoDB\.(GetItem|Query)$/);
  const drivers = {
    httpApi: one.httpApiRequests * prices.httpApiRequests,
    queues: (callsOf(one, /^AmazonSQS\./) + batches * REQUESTS_PER_BATCH) * prices.queueRequests,
    lambda: invocations * prices.invocations + one.gigabyteSeconds * 1e6 * prices.gigabyteSecond,
    tables: one.writeUnits * prices.writeUnits + reads * prices.readUnits,
    archive: callsOf(one, /^S3\.PUT$/) * prices.objectPuts + callsOf(one, /^S3\.GET$/) * prices.objectGets,
    bus: one.events * prices.events,
    states: one.states * prices.states,
    logs: (one.logBytes / 1e9) * 1e6 * prices.logGigabyte,
  };
  const total = Object.values(drivers).reduce((sum, usd) => sum + usd, 0);
  return Object.fromEntries(
    Object.entries({ ...drivers, total }).map(([driver, usd]) => [driver, Number(usd.toFixed(3))]),
  );
}

const callsOf = ({ calls }: Billable, pattern: RegExp): number =>
  Object.entries(calls).reduce((sum, [name, count]) => sum + (pattern.test(name) ? count : 0), 0);
