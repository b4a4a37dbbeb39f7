import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { Addressed, EventBuses } from '../event-bus.ts';
import { busNameOf } from '../rule.ts';
import { place } from '../../place.ts';

const entrySchema = z.object({
  Source: z.string().default(''),
  DetailType: z.string().default(''),
  Detail: z.string().default(''),
  EventBusName: z.string().default('default'),
  /** Epoch seconds, as the protocol carries timestamps. */
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});
const inputSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });
type Entry = z.infer<typeof entrySchema>;

interface EntryResult {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

const LARGEST_REQUEST = 1_048_576;
const TIME_SIZE = 14;

/** Entries are judged one by one; the accepted ones are stored together. */
export async function putEvents(
  buses: EventBuses,
  input: unknown,
): Promise<{ FailedEntryCount: number; Entries: EntryResult[] }> {
  const { Entries: entries } = inputSchema.parse(input);
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LARGEST_REQUEST) {
    throw new AwsError('ValidationException', `The entries of a request may have ${LARGEST_REQUEST} bytes.`);
  }
  const outcomes = entries.map((entry) => accepted(buses, entry));
  const events = outcomes.flatMap((outcome) => ('event' in outcome ? [outcome] : []));
  await buses.publish(events);
  return {
    FailedEntryCount: entries.length - events.length,
    Entries: outcomes.map((outcome) => ('event' in outcome ? { EventId: outcome.event.id } : outcome)),
  };
}

function accepted(buses: EventBuses, entry: Entry): Addressed | EntryResult {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => entry[name] === '');
  if (missing) return refused('InvalidArgument', `Parameter ${missing} is not valid.`);
  if (entry.Source.startsWith('aws.'))
    return refused('NotAuthorizedForSourceException', 'Sources aws.* are AWS’s own.');
  if (!buses.has(entry.EventBusName))
    return refused('ResourceNotFoundException', `There is no bus '${entry.EventBusName}'.`);
  const detail = parsedObject(entry.Detail);
  if (!detail) return refused('MalformedDetail', 'Detail is malformed.');
  const time = entry.Time === undefined ? buses.clock.now() : entry.Time * 1000;
  return {
    busName: busNameOf(entry.EventBusName),
    event: {
      version: '0',
      id: randomUUID(),
      'detail-type': entry.DetailType,
      source: entry.Source,
      account: place.account,
      time: `${new Date(time).toISOString().slice(0, 19)}Z`,
      region: place.region,
      resources: entry.Resources,
      detail,
    },
  };
}

function refused(ErrorCode: string, ErrorMessage: string): EntryResult {
  return { ErrorCode, ErrorMessage };
}

function parsedObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How AWS counts: a time is 14 bytes, texts are UTF-8; the bus name does not count. */
function sizeOf(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...entry.Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry.Time === undefined ? 0 : TIME_SIZE);
}
