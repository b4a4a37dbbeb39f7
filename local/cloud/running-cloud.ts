import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import type { Cloud } from './cloud.ts';
import type { TokenRequest } from './identity/index.ts';
import type { FunctionCounters } from './lambda/counters.ts';
import { resultOf } from './lambda/outcome.ts';
import type { RunningScheduler } from './scheduler/index.ts';
import type { Services } from './services.ts';

interface RunningParts {
  readonly outputs: Readonly<Record<string, string>>;
  readonly gateway: string;
  readonly scheduler: RunningScheduler;
  readonly closers: Closers;
}

export interface CloudCounters {
  readonly functions: Readonly<Record<string, FunctionCounters>>;
  readonly httpRequests: number;
}

const SETTLED_EVERY_MS = 5;
/** How long what is in flight may finish before its sandboxes are ended. */
const GRACE_MS = 500;

/** A booted application. */
export class RunningCloud {
  /** Outputs of all stacks: the public addresses among them. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Each service's own address; `lambda` and `aws` are the one address for everything. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly services: Services;
  /** Resolves with what happened when a part ends that nothing can go on without: by itself, or by `close`. */
  readonly ended: Promise<string>;
  readonly #cloud: Cloud;
  readonly #scheduler: RunningScheduler;
  readonly #closers: Closers;

  constructor(cloud: Cloud, { outputs, gateway, scheduler, closers }: RunningParts) {
    this.outputs = outputs;
    this.endpoints = { ...cloud.services.endpoints, lambda: gateway, aws: gateway };
    this.clock = cloud.clock;
    this.services = cloud.services;
    this.ended = cloud.services.dynamoDb.ended.then((reason) => `The embedded DynamoDB ended (${reason}).`);
    this.#cloud = cloud;
    this.#scheduler = scheduler;
    this.#closers = closers;
  }

  /** Calls a function by its folder (`apply-delivery`), name, ARN or logical id; throws what it threw, by name. */
  async invoke(name: string, event: unknown): Promise<unknown> {
    return resultOf(name, await this.services.lambda.invoke(name, { event }));
  }

  mintToken(request: TokenRequest): Promise<string> {
    return this.services.identity.mintToken(request);
  }

  /** Starts a state machine by the beginning of its logical id (`StartCatchUps`); gives the execution's ARN. */
  startExecution(machine: string, input: unknown = {}): Promise<string> {
    const found = this.#cloud.resources.find(
      ({ type, logicalId }) => type === 'AWS::StepFunctions::StateMachine' && logicalId.startsWith(machine),
    );
    if (!found) throw new Error(`The application has no state machine ${machine}.`);
    return this.services.stepFunctions.startExecution({
      machineArn: found.ref,
      input: JSON.stringify(input),
    });
  }

  counters(): CloudCounters {
    const requests = [...this.#cloud.httpApis.values()].map((server) => server.requests);
    return {
      functions: this.services.lambda.counters(),
      httpRequests: requests.reduce((sum, count) => sum + count, 0),
    };
  }

  /** Resolves when no polled queue and no rule has anything left to do; rejects when that takes too long. */
  async settled(withinMs = 30_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!this.#isSettled()) {
      if (performance.now() > deadline) throw new Error(`There is still work after ${withinMs} ms.`);
      await pause(SETTLED_EVERY_MS);
    }
  }

  /** Stops taking work, lets what is in flight finish for a moment, then ends everything. */
  async close(): Promise<void> {
    const { eventBridge, stepFunctions, asynchronous, lambda } = this.services;
    const pollers = this.#cloud.pollers.map((poller) => poller.close());
    const draining = Promise.all([
      this.#scheduler.close(),
      ...pollers,
      eventBridge.close(),
      stepFunctions.close(),
    ]);
    await Promise.race([draining, pause(GRACE_MS)]);
    asynchronous.close();
    await lambda.close();
    await draining;
    await this.#closers.closeAll();
  }

  #isSettled(): boolean {
    const { sqs, eventBridge } = this.services;
    const counts = this.#cloud.pollers.map(({ queueArn }) => sqs.count(queueArn));
    const waiting = counts.reduce(
      (sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed,
      0,
    );
    return waiting + eventBridge.pending() === 0;
  }
}
