import { createChaos, noChaos, type ChaosOptions } from './chaos.ts';
import { systemClock, type Clock } from './clock.ts';
import { Closers } from './closers.ts';
import type { Cloud } from './cloud.ts';
import { startGateway } from './gateway/index.ts';
import type { HttpApiServer } from './http-api/server.ts';
import { listenHttpApis } from './http-apis.ts';
import { place } from './place.ts';
import { isActive, requireKnownTypes, resourceType } from './resources/index.ts';
import type { Place } from './resources/resource-type.ts';
import { RunningCloud } from './running-cloud.ts';
import { startScheduler, type RunningScheduler } from './scheduler/index.ts';
import { startServices, type Services } from './services.ts';
import { handOver } from './targets.ts';
import { readAssembly, type Assembly } from './template/assembly.ts';
import { dependencyOrder } from './template/dependency-order.ts';
import { referencesOf, resourceKey } from './template/references.ts';
import { Resolver, type Resource } from './template/resolver.ts';

export type { RunningCloud } from './running-cloud.ts';

export interface CloudOptions {
  /** Folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Everything durable lives here; without it all is in memory. */
  readonly dataFolder?: string;
  /** Port of the HTTP API whose address the stack output of this name gives; any free port for the others. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Port of the one address for all AWS services. */
  readonly awsPort?: number;
  readonly clock?: Clock;
  readonly chaos?: ChaosOptions;
  /** Sandboxes per function that reserves nothing. */
  readonly concurrency?: number;
  /** Functions that get a sandbox before their first invocation, so that it need not wait. */
  readonly warm?: readonly string[];
}

/** Boots a synthesised application: every resource of its templates, in the order they need each other. */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const closers = new Closers();
  try {
    return await boot(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function boot(options: CloudOptions, closers: Closers): Promise<RunningCloud> {
  const assembly = readAssembly(options.assembly);
  requireKnownTypes(assembly.stacks.flatMap((stack) => [...stack.resources.values()]));
  const clock = options.clock ?? systemClock;
  const chaos = options.chaos ? createChaos(options.chaos) : noChaos;
  const { dataFolder, concurrency, ports = {} } = options;
  const services = await startServices({ clock, chaos, dataFolder, concurrency }, closers);
  const httpApis = await listenHttpApis(assembly, { ports, services, clock }, closers);
  const resolver = resolverOf(assembly, { services, httpApis });
  const resources = activeResources(assembly, resolver);
  const { assets } = assembly;
  const cloud: Cloud = { clock, chaos, services, assets, httpApis, resources, pollers: [], schedules: [] };
  const gateway = await openGateway(services, { port: options.awsPort ?? 0, closers });
  const scheduler = closers.keep(await bringToLife(cloud, options.warm ?? []));
  return new RunningCloud(cloud, { outputs: resolver.outputs(), gateway, scheduler, closers });
}

/** First everything exists, then everything acts, then what an earlier run left behind goes on. */
async function bringToLife(cloud: Cloud, warm: readonly string[]): Promise<RunningScheduler> {
  const { clock, resources, services, pollers, schedules } = cloud;
  for (const resource of resources) await resourceType(resource.type)?.provision?.(resource, cloud);
  await services.lambda.warm(warm);
  for (const resource of resources) await resourceType(resource.type)?.activate?.(resource, cloud);
  for (const poller of pollers) poller.start();
  services.stepFunctions.resume();
  await services.eventBridge.startDelivering();
  return startScheduler({
    schedules,
    clock,
    deliver: ({ targetArn, payload }) => handOver(services.targets, targetArn, payload),
  });
}

interface Addresses {
  readonly services: Services;
  readonly httpApis: ReadonlyMap<string, HttpApiServer>;
}

function resolverOf(assembly: Assembly, { services, httpApis }: Addresses): Resolver {
  const whereabouts: Place = {
    ...place,
    queueUrl: (name) => services.sqs.urlOf(name),
    apiEndpoint: (key) => httpApis.get(key)?.endpoint ?? '',
  };
  return new Resolver(assembly, {
    pseudo: place,
    identify: (resource) => {
      const type = resourceType(resource.type);
      if (!type) throw new Error(`The embedded cloud does not know ${resource.type}.`);
      return type.identify(resource, whereabouts);
    },
  });
}

function activeResources(assembly: Assembly, resolver: Resolver): Resource[] {
  const ordered = dependencyOrder(
    resolver.declared().filter(({ type }) => isActive(type)),
    ({ stack, logicalId }) => resourceKey(stack, logicalId),
    (resource) => referencesOf(resource, assembly.stacks),
  );
  return ordered.map((resource) => resolver.resource(resource));
}

async function openGateway(
  { lambda, asynchronous, identity, endpoints }: Services,
  { port, closers }: { port: number; closers: Closers },
): Promise<string> {
  const targets = {
    AmazonSQS: endpoints.sqs,
    AWSEvents: endpoints.events,
    AWSStepFunctions: endpoints.sfn,
    DynamoDB_20120810: endpoints.dynamodb,
    DynamoDBStreams_20120810: endpoints.dynamodb,
    secretsmanager: endpoints.secretsmanager,
  };
  const gateway = await startGateway({
    port,
    identity,
    targets,
    s3: endpoints.s3,
    lambda: { runtime: lambda, asynchronous },
  });
  closers.add(() => gateway.close());
  return gateway.endpoint;
}
