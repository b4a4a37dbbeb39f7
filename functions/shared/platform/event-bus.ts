import type { CloudEvent } from '../../../domain/events/record-event.ts';
import type { EventEntry, PutEvents } from './aws/put-events.ts';

/** `type` is what rules match on; `detail` is the whole CloudEvent. */
export interface BusEvent {
  readonly type: string;
  readonly detail: CloudEvent<unknown>;
}

const MOST_PER_CALL = 10;

/** Publishes and answers which events the bus did not take: each may fail alone. */
export const eventBus = (putEvents: PutEvents, bus: string) => ({
  async publish<Event extends BusEvent>(events: readonly Event[]): Promise<ReadonlySet<Event>> {
    const calls: Promise<Event[]>[] = [];
    for (let start = 0; start < events.length; start += MOST_PER_CALL) {
      calls.push(notTaken(putEvents, bus, events.slice(start, start + MOST_PER_CALL)));
    }
    return new Set((await Promise.all(calls)).flat());
  },
});

async function notTaken<Event extends BusEvent>(
  putEvents: PutEvents,
  bus: string,
  events: readonly Event[],
): Promise<Event[]> {
  const refused = await putEvents(events.map((event) => entryOf(event, bus)));
  return events.filter((_, index) => refused[index]);
}

const entryOf = ({ type, detail }: BusEvent, bus: string): EventEntry => ({
  EventBusName: bus,
  Source: 'orderseam',
  DetailType: type,
  Time: Date.parse(detail.time) / 1000,
  Detail: JSON.stringify(detail),
});
