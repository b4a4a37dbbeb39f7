import type { Chaos } from './chaos.ts';
import type { Clock } from './clock.ts';
import type { HttpApiServer } from './http-api/server.ts';
import type { SqsPoller } from './lambda-event-sources/sqs-poller.ts';
import type { Services } from './services.ts';
import type { JsonObject } from './template/json.ts';
import type { Resource } from './template/resolver.ts';

/** What resource types work on while the application is brought to life. */
export interface Cloud {
  readonly clock: Clock;
  readonly chaos: Chaos;
  readonly services: Services;
  /** Folders of file assets by object key. */
  readonly assets: ReadonlyMap<string, string>;
  /** One listening server per HTTP API, by resource key. */
  readonly httpApis: ReadonlyMap<string, HttpApiServer>;
  /** All resources with an effect here, after those they refer to. */
  readonly resources: readonly Resource[];
  /** Filled by event source mappings; started when everything is activated. */
  readonly pollers: SqsPoller[];
  /** Filled with the resolved properties of schedules; they run when everything is activated. */
  readonly schedules: JsonObject[];
}

/** The batches or invocations of one function that may be under way at once. */
export function concurrencyOf(cloud: Cloud, functionArn: string, wanted: number | undefined): number {
  return Math.min(wanted ?? Infinity, cloud.services.lambda.concurrencyOf(functionArn));
}
