import { join } from 'node:path';
import type { Chaos } from './chaos.ts';
import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import { startDynamoDb, type RunningDynamoDb } from './dynamodb/index.ts';
import type { Endpoints } from './endpoints.ts';
import { startEventBridge, type Deliver, type RunningEventBridge } from './event-bridge/index.ts';
import { startIdentity, type Identity } from './identity/index.ts';
import { AsyncInvocations } from './lambda/async-invocations.ts';
import { LambdaRuntime } from './lambda/index.ts';
import { startS3, type RunningS3 } from './s3/index.ts';
import { startSecretsManager, type RunningSecretsManager } from './secrets-manager/index.ts';
import { startSqs, type RunningSqs } from './sqs/index.ts';
import { startStepFunctions, type RunningStepFunctions } from './step-functions/index.ts';
import { handOver } from './targets.ts';
import type { InvokeByArn } from './task-port/lambda-task.ts';
import { taskPort } from './task-port/index.ts';

export interface ServiceOptions {
  readonly clock: Clock;
  readonly chaos: Chaos;
  /** Where the services keep their data; without it all is in memory. */
  readonly dataFolder: string | undefined;
  /** Sandboxes per function that reserves nothing. */
  readonly concurrency: number | undefined;
}

/** The embedded services, each with its own address, before anything exists in them. */
export interface Services {
  readonly sqs: RunningSqs;
  readonly dynamoDb: RunningDynamoDb;
  readonly s3: RunningS3;
  readonly secretsManager: RunningSecretsManager;
  readonly eventBridge: RunningEventBridge;
  readonly stepFunctions: RunningStepFunctions;
  readonly lambda: LambdaRuntime;
  readonly asynchronous: AsyncInvocations;
  readonly identity: Identity;
  readonly endpoints: Endpoints;
}

/** Starts every service; what was started is registered for closing at once, in case a later one fails. */
export async function startServices(options: ServiceOptions, closers: Closers): Promise<Services> {
  const { clock, dataFolder: folder } = options;
  const stored = folder === undefined ? { clock } : { clock, folder };
  const [sqs, s3, dynamoDb, secretsManager, identity] = await Promise.all([
    startSqs(stored).then((service) => closers.keep(service)),
    startS3(stored).then((service) => closers.keep(service)),
    startDynamoDb(stored).then((service) => closers.keep(service)),
    startSecretsManager(stored).then((service) => closers.keep(service)),
    startIdentity(stored),
  ]);
  const lambda = lambdaRuntime(options);
  const invoke: InvokeByArn = (arn, event) => lambda.invoke(arn, { event });
  const endpoints = {
    sqs: sqs.endpoint,
    s3: s3.endpoint,
    dynamodb: dynamoDb.endpoint,
    secretsmanager: secretsManager.endpoint,
  };
  const stepFunctions = closers.keep(
    await startStepFunctions({ ...stored, tasks: taskPort(invoke, endpoints) }),
  );
  const startExecution = (machineArn: string, input: string) =>
    stepFunctions.startExecution({ machineArn, input });
  const eventBridge = closers.keep(
    await startEventBridge({
      ...stored,
      deliver: disturbed(options, ({ targetArn, payload }) =>
        handOver({ lambda, sqs, startExecution }, targetArn, payload),
      ),
    }),
  );
  return {
    ...{ sqs, s3, dynamoDb, secretsManager, identity, lambda, stepFunctions, eventBridge },
    asynchronous: new AsyncInvocations({
      runtime: lambda,
      clock,
      sendDeadLetter: (queueArn, eventText) => sqs.sendDirect(queueArn, eventText),
    }),
    endpoints: { ...endpoints, sfn: stepFunctions.endpoint, events: eventBridge.endpoint },
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
function disturbed({ chaos, clock }: ServiceOptions, deliver: Deliver): Deliver {
  return async (delivery) => {
    const { delayMs, deliveries } = chaos([delivery]);
    if (deliveries.length === 0) throw new Error('Chaos lost this delivery.');
    if (delayMs > 0) await clock.sleepUntil(clock.now() + delayMs);
    for (const times of deliveries) for (const one of times) await deliver(one);
  };
}
