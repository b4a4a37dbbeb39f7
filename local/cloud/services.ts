import { AsyncInvocations } from './lambda/async-invocations.ts';
import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import { Identity } from './identity/index.ts';
import { LambdaRuntime } from './lambda/index.ts';
import { startSqs, type RunningSqs } from './sqs/index.ts';
import { join } from 'node:path';

export interface ServiceOptions {
  readonly clock: Clock;
  /** Where the services keep their data; without it all is in memory. */
  readonly dataFolder: string | undefined;
  /** Sandboxes per function that reserves nothing. */
  readonly concurrency: number | undefined;
}

/** The embedded services, each with its own address, before anything exists in them. */
export interface Services {
  readonly sqs: RunningSqs;
  readonly lambda: LambdaRuntime;
  readonly asynchronous: AsyncInvocations;
  readonly identity: Identity;
  /** Region, credentials and endpoints: what every function finds in its environment besides its own variables. */
  readonly functionVariables: Readonly<Record<string, string>>;
}

export async function startServices(options: ServiceOptions, closers: Closers): Promise<Services> {
  const { clock, dataFolder } = options;
  const stored = dataFolder === undefined ? { clock } : { clock, folder: dataFolder };
  const [sqs, identity] = await Promise.all([startSqs(stored), Identity.open(stored)]);
  const lambda = new LambdaRuntime({
    clock,
    ...(dataFolder !== undefined && { logFolder: join(dataFolder, 'logs') }),
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
  });
  const asynchronous = new AsyncInvocations(lambda, clock);
  closers.add(() => sqs.close());
  return { sqs, lambda, asynchronous, identity, functionVariables: functionVariables({ SQS: sqs.endpoint }) };
}

/** The account of the embedded cloud. */
export const place = { region: 'eu-central-1', account: '000000000000' } as const;

function functionVariables(endpoints: Readonly<Record<string, string>>): Record<string, string> {
  const urls = Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    TZ: ':UTC',
    ...(Object.fromEntries(urls) as Record<string, string>),
  };
}
