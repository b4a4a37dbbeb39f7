import { createChaos, noChaos, type ChaosOptions } from './chaos.ts';
import { systemClock, type Clock } from './clock.ts';
import { Closers } from './closers.ts';
import type { Cloud } from './cloud.ts';
import { HttpApiServer } from './http-api/server.ts';
import { requireKnownTypes, isActive, resourceType } from './resources/index.ts';
import { RunningCloud } from './running-cloud.ts';
import { place, startServices, type Services } from './services.ts';
import { readAssembly, type Assembly } from './template/assembly.ts';
import { dependencyOrder } from './template/dependency-order.ts';
import { referencesOf, resourceKey, resourcesBehindOutput } from './template/references.ts';
import { Resolver, type Resource } from './template/resolver.ts';

export type { RunningCloud } from './running-cloud.ts';

export interface CloudOptions {
  /** Folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Everything durable lives here; without it all is in memory. */
  readonly dataFolder?: string;
  /** Port of the HTTP API whose address a stack output names; any free port for the others. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly clock?: Clock;
  readonly chaos?: ChaosOptions;
  /** Sandboxes per function that reserves nothing. */
  readonly concurrency?: number;
  /** Functions, by logical id, that get a sandbox before their first invocation. */
  readonly warm?: (logicalId: string) => boolean;
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
  const clock = options.clock ?? systemClock;
  const assembly = readAssembly(options.assembly);
  const { dataFolder, concurrency } = options;
  const services = await startServices({ clock, dataFolder, concurrency }, closers);
  const httpApis = await listenHttpApis(assembly, { ports: options.ports ?? {}, services, clock }, closers);
  const resolver = resolverOf(assembly, services, httpApis);
  const cloud: Cloud = {
    clock,
    chaos: options.chaos ? createChaos(options.chaos) : noChaos,
    services,
    assets: assembly.assets,
    httpApis,
    resources: activeResources(assembly, resolver),
    pollers: [],
  };
  await bringToLife(cloud);
  return new RunningCloud(cloud, { outputs: resolver.outputs(), closers });
}

async function bringToLife(cloud: Cloud): Promise<void> {
  for (const resource of cloud.resources) await resourceType(resource.type)?.provision?.(resource, cloud);
  for (const resource of cloud.resources) await resourceType(resource.type)?.activate?.(resource, cloud);
  for (const poller of cloud.pollers) poller.start();
}

interface ListenOptions {
  readonly ports: Readonly<Record<string, number>>;
  readonly services: Services;
  readonly clock: Clock;
}

/** HTTP APIs listen first, because their addresses are part of what other resources are told. */
async function listenHttpApis(
  assembly: Assembly,
  { ports, services, clock }: ListenOptions,
  closers: Closers,
): Promise<Map<string, HttpApiServer>> {
  const servers = new Map<string, HttpApiServer>();
  const declared = assembly.stacks.flatMap((stack) => [...stack.resources.values()]);
  for (const { stack, logicalId } of declared.filter(({ type }) => type === 'AWS::ApiGatewayV2::Api')) {
    const key = resourceKey(stack, logicalId);
    const server = new HttpApiServer({
      clock,
      keysOf: (issuer) => services.identity.keysOf(issuer),
      invoke: (functionArn, event) => services.lambda.invoke(functionArn, { event }),
    });
    const output = Object.keys(ports).find((name) =>
      resourcesBehindOutput(name, assembly.stacks).includes(key),
    );
    await server.listen(output === undefined ? 0 : (ports[output] ?? 0));
    closers.add(() => server.close());
    servers.set(key, server);
  }
  return servers;
}

function resolverOf(assembly: Assembly, services: Services, httpApis: Map<string, HttpApiServer>): Resolver {
  const whereabouts = {
    ...place,
    queueUrl: (name: string) => services.sqs.urlOf(name),
    apiEndpoint: (key: string) => httpApis.get(key)?.endpoint ?? '',
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
  const declared = resolver.declared();
  requireKnownTypes(declared);
  const ordered = dependencyOrder(
    declared.filter(({ type }) => isActive(type)),
    ({ stack, logicalId }) => resourceKey(stack, logicalId),
    (resource) => referencesOf(resource, assembly.stacks),
  );
  return ordered.map((resource) => resolver.resource(resource));
}
