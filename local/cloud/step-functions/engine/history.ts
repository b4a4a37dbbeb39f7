import type { Json } from '../json.ts';

/** An event as GetExecutionHistory returns it, but for the time, which is in milliseconds here. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: Readonly<Record<string, unknown>> | undefined;
}

export interface NewEvent {
  readonly type: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** AWS ends an execution whose history grows beyond this. */
export const LONGEST_HISTORY = 25_000;

const untruncated = { truncated: false };

export function inputDetails(input: Json): Record<string, unknown> {
  return { input: JSON.stringify(input), inputDetails: untruncated };
}

export function outputDetails(output: Json): Record<string, unknown> {
  return { output: JSON.stringify(output), outputDetails: untruncated };
}

/** The details of all `…StateEntered` events are under one key, and so are those of `…StateExited`. */
export function detailsKey(type: string): `${string}EventDetails` {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

const payloads: ReadonlySet<string> = new Set(['input', 'inputDetails', 'output', 'outputDetails']);

/** The event without what went in and out, for `includeExecutionData: false`. */
export function withoutPayloads(event: HistoryEvent): HistoryEvent {
  const key = detailsKey(event.type);
  const details = event[key];
  if (!details) return event;
  return {
    ...event,
    [key]: Object.fromEntries(Object.entries(details).filter(([name]) => !payloads.has(name))),
  };
}
