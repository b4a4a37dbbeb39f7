import { join } from 'node:path';
import type { Chaos } from './chaos.ts';
import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import type { Endpoints } from './endpoints.ts';
import { startEventBridge, type Deliver, type RunningEventBridge } from './event-bridge/index.ts';
import { startLambdaApi } from './lambda/api/server.ts';
import { AsyncInvocations } from './lambda/async-invocations.ts';
import { LambdaRuntime } from './lambda/index.ts';
import { lambdaPort } from './lambda-port.ts';
import { lazySdkPort } from './sdk-clients.ts';
import { createTaskPort, startStepFunctions, type RunningStepFunctions } from './step-functions/index.ts';
import { startStores, type Stored, type Stores } from './stores.ts';
import { handOver, type TargetPorts } from './targets.ts';

export interface ServiceOptions {
  readonly clock: Clock;
  readonly chaos: Chaos;
  /** Where the services keep their data; without it all is in memory. */
  readonly dataFolder: string | undefined;
  /** Sandboxes per function that reserves nothing. */
  readonly concurrency: number | undefined;
}

/** The embedded services, each with its own address, before anything exists in them. */
export interface Services extends Stores {
  readonly eventBridge: RunningEventBridge;
  readonly stepFunctions: RunningStepFunctions;
  readonly lambda: LambdaRuntime;
  readonly asynchronous: AsyncInvocations;
  /** What rules and schedules deliver to. */
  readonly targets: TargetPorts;
  readonly endpoints: Endpoints;
}

/** Starts every service; none of them acts before the application is brought to life. */
export async function startServices(options: ServiceOptions, closers: Closers): Promise<Services> {
  const stored = storedIn(options);
  const stores = await startStores(stored, closers);
  const lambda = lambdaRuntime(options);
  const asynchronous = new AsyncInvocations({
    runtime: lambda,
    clock: options.clock,
    sendDeadLetter: (queueArn, eventText) => stores.sqs.sendDirect(queueArn, eventText),
  });
  const targets: TargetPorts = {
    lambda,
    sqs: stores.sqs,
    startExecution: (machineArn, input) => stepFunctions.startExecution({ machineArn, input }),
  };
  const eventBridge = closers.keep(
    await startEventBridge({ ...stored, deliver: disturbed(options, targets) }),
  );
  const lambdaApi = closers.keep(await startLambdaApi({ runtime: lambda, asynchronous }));
  const endpoints = {
    ...storeEndpoints(stores),
    events: eventBridge.endpoint,
    lambda: lambdaApi.endpoint,
  };
  const tasks = createTaskPort({ lambda: lambdaPort(lambda, asynchronous), sdk: lazySdkPort(endpoints) });
  const stepFunctions: RunningStepFunctions = closers.keep(await startStepFunctions({ ...stored, tasks }));
  return {
    ...stores,
    ...{ lambda, asynchronous, eventBridge, stepFunctions, targets },
    endpoints: { ...endpoints, sfn: stepFunctions.endpoint },
  };
}

function storedIn({ clock, dataFolder }: ServiceOptions): Stored {
  return dataFolder === undefined ? { clock } : { clock, folder: dataFolder };
}

function storeEndpoints({ sqs, s3, dynamoDb, secretsManager }: Stores) {
  return {
    sqs: sqs.endpoint,
    s3: s3.endpoint,
    dynamodb: dynamoDb.endpoint,
    secretsmanager: secretsManager.endpoint,
  };
}

function lambdaRuntime({ clock, concurrency, dataFolder }: ServiceOptions): LambdaRuntime {
  return new LambdaRuntime({
    clock,
    ...(dataFolder !== undefined && { logFolder: join(dataFolder, 'logs') }),
    ...(concurrency !== undefined && { concurrency }),
  });
}

/** Chaos on the bus: late, twice, or lost on the way, in which case the bus tries again. */
function disturbed({ chaos, clock }: ServiceOptions, targets: TargetPorts): Deliver {
  return async (delivery) => {
    const { delayMs, deliveries } = chaos([delivery]);
    if (deliveries.length === 0) throw new Error('Chaos lost this delivery.');
    if (delayMs > 0) await clock.sleepUntil(clock.now() + delayMs);
    for (const { targetArn, payload } of deliveries.flat()) await handOver(targets, targetArn, payload);
  };
}
