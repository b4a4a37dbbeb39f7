import { parseResource } from '../integrations/resource.ts';
import type { Scope, State } from './schema.ts';
import { isDistributed } from './variables.ts';
import { type At, everyState, type Problem } from './walk.ts';

/** Every Task, ItemReader and ResultWriter names something Step Functions can call. */
export function resourceProblems(definition: Scope): Problem[] {
  return everyState(definition).flatMap((state) =>
    resourcesOf(state)
      .filter(({ value }) => !isSupported(value))
      .map(({ location, value }) => ({
        code: 'SCHEMA_VALIDATION_FAILED',
        location,
        message: `The resource provided ${value.resource} is not recognized.`,
      })),
  );
}

interface Use {
  readonly resource: string;
  /** What the place takes; anything where it is undefined. */
  readonly actions?: readonly string[];
}

function resourcesOf({ location, value: state }: At<State>): At<Use>[] {
  if (state.Type === 'Task')
    return [{ location: `${location}/Resource`, value: { resource: state.Resource } }];
  if (state.Type !== 'Map') return [];
  const reader = { resource: state.ItemReader?.Resource, actions: ['getObject', 'listObjectsV2'] };
  const writer = { resource: state.ResultWriter?.Resource, actions: ['putObject'] };
  return Object.entries({ ItemReader: reader, ResultWriter: writer }).flatMap(
    ([field, { resource, actions }]) =>
      resource === undefined
        ? []
        : [{ location: `${location}/${field}/Resource`, value: { resource, actions } }],
  );
}

function isSupported({ resource, actions }: Use): boolean {
  const parsed = parseResource(resource);
  if (!actions) return parsed !== undefined;
  return parsed?.kind === 'service' && parsed.service === 's3' && actions.includes(parsed.action);
}

/** Express executions cannot wait for work elsewhere, nor run children. */
export function expressProblems(definition: Scope): Problem[] {
  return everyState(definition)
    .filter(({ value: state }) => isDistributed(state) || waits(state))
    .map(({ location }) => ({
      code: 'SCHEMA_VALIDATION_FAILED',
      location,
      message: 'Express state machines support neither .sync, .waitForTaskToken nor a distributed Map.',
    }));
}

function waits(state: State): boolean {
  const resource = state.Type === 'Task' ? parseResource(state.Resource) : undefined;
  return resource?.kind === 'service' && resource.pattern !== 'requestResponse';
}
