import type { MapState } from '../definition/schema.ts';
import { evaluateField, type Here } from '../engine/thread.ts';
import { within } from '../engine/within.ts';
import { Interruption, StatesError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

export interface ServiceCall {
  readonly resource: string;
  readonly arguments: Json;
  /** The error name under which the state machine sees a failure. */
  readonly failsAs: 'States.ItemReaderFailed' | 'States.ResultWriterFailed';
  /** Tells the calls of one visit apart. */
  readonly id: string;
}

/** A call of an ItemReader or ResultWriter through the task port. */
export async function callService({ thread, visit }: Here<MapState>, call: ServiceCall): Promise<unknown> {
  const { identity, ports } = thread.execution;
  const request = {
    resource: call.resource,
    arguments: call.arguments,
    state: thread.frame.state,
    executionArn: identity.arn,
    stateMachineArn: identity.stateMachineArn,
    attemptId: `${visit.id}/${call.id}`,
    taskToken: undefined,
  };
  try {
    return await within(null, { clock: ports.clock, signal: thread.signal }, (signal) =>
      ports.tasks({ ...request, signal }),
    );
  } catch (error) {
    if (error instanceof Interruption) throw error;
    throw new StatesError(call.failsAs, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

/** The evaluated `Arguments` of an ItemReader or ResultWriter. */
export async function serviceArguments(
  here: Here<MapState>,
  field: 'ItemReader' | 'ResultWriter',
): Promise<JsonObject> {
  const template = here.state[field]?.Arguments ?? {};
  const value = await evaluateField(here, { name: `${field}/Arguments`, template });
  return isObject(value) ? value : {};
}
