import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import type { Cloud } from './cloud.ts';
import type { TokenRequest } from './identity/index.ts';
import type { FunctionCounters } from './lambda/counters.ts';
import { resultOf } from './lambda/outcome.ts';
import type { Services } from './services.ts';

interface RunningParts {
  readonly outputs: Readonly<Record<string, string>>;
  readonly closers: Closers;
}

export interface CloudCounters {
  readonly functions: Readonly<Record<string, FunctionCounters>>;
  readonly httpRequests: number;
}

/** How long batches in flight may finish before their sandboxes are ended. */
const GRACE_MS = 500;

/** A booted application. */
export class RunningCloud {
  /** Outputs of all stacks: the public addresses among them. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly services: Services;
  readonly #cloud: Cloud;
  readonly #closers: Closers;

  constructor(cloud: Cloud, { outputs, closers }: RunningParts) {
    this.outputs = outputs;
    this.clock = cloud.clock;
    this.services = cloud.services;
    this.#cloud = cloud;
    this.#closers = closers;
  }

  /** Calls a function by name, ARN, logical id, or the part of the logical id that names it (`ApplyDelivery`). */
  async invoke(name: string, event: unknown): Promise<unknown> {
    return resultOf(name, await this.services.lambda.invoke(name, { event }));
  }

  mintToken(request: TokenRequest): Promise<string> {
    return this.services.identity.mintToken(request);
  }

  counters(): CloudCounters {
    const requests = [...this.#cloud.httpApis.values()].map((server) => server.requests);
    return {
      functions: this.services.lambda.counters(),
      httpRequests: requests.reduce((sum, count) => sum + count, 0),
    };
  }

  /** Stops taking work, lets what is in flight finish for a moment, then ends everything. */
  async close(): Promise<void> {
    const pollers = Promise.all(this.#cloud.pollers.map((poller) => poller.close()));
    await Promise.race([pollers, new Promise((resolve) => setTimeout(resolve, GRACE_MS))]);
    this.services.asynchronous.close();
    await this.services.lambda.close();
    await pollers;
    await this.#closers.closeAll();
  }
}
