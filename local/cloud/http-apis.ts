import type { Clock } from './clock.ts';
import type { Closers } from './closers.ts';
import { HttpApiServer } from './http-api/server.ts';
import type { Services } from './services.ts';
import type { Assembly } from './template/assembly.ts';
import { resourceKey, resourcesBehindOutput } from './template/references.ts';

export interface ListenOptions {
  /** Port of the API whose address the stack output of this name gives; any free port for the others. */
  readonly ports: Readonly<Record<string, number>>;
  readonly services: Services;
  readonly clock: Clock;
}

/** HTTP APIs listen before anything is resolved, because their addresses are part of what others are told. */
export async function listenHttpApis(
  assembly: Assembly,
  { ports, services, clock }: ListenOptions,
  closers: Closers,
): Promise<Map<string, HttpApiServer>> {
  const servers = new Map<string, HttpApiServer>();
  for (const key of httpApiKeys(assembly)) {
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

function httpApiKeys({ stacks }: Assembly): string[] {
  return stacks
    .flatMap((stack) => [...stack.resources.values()])
    .filter(({ type }) => type === 'AWS::ApiGatewayV2::Api')
    .map(({ stack, logicalId }) => resourceKey(stack, logicalId));
}
