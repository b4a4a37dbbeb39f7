import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { CloudEvent } from '../../../domain/events/record-event.ts';

/** `type` is what rules match on; `detail` is the whole CloudEvent. */
export interface BusEvent {
  readonly type: string;
  readonly detail: CloudEvent<unknown>;
}

const MOST_PER_CALL = 10;

/** Publishes and answers which events the bus did not take: each may fail alone. */
export const eventBus = (client: EventBridgeClient, bus: string) => ({
  async publish<Event extends BusEvent>(events: readonly Event[]): Promise<ReadonlySet<Event>> {
    const calls: Promise<Event[]>[] = [];
    for (let start = 0; start < events.length; start += MOST_PER_CALL) {
      calls.push(publishSome(client, bus, events.slice(start, start + MOST_PER_CALL)));
    }
    return new Set((await Promise.all(calls)).flat());
  },
});

async function publishSome<Event extends BusEvent>(
  client: EventBridgeClient,
  bus: string,
  events: readonly Event[],
): Promise<Event[]> {
  const answer = await client.send(
    new PutEventsCommand({ Entries: events.map((event) => entryOf(event, bus)) }),
  );
  return events.filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined);
}

const entryOf = ({ type, detail }: BusEvent, bus: string) => ({
  EventBusName: bus,
  Source: 'orderseam',
  DetailType: type,
  Time: new Date(detail.time),
  Resources: [],
  Detail: JSON.stringify(detail),
});
