import { clipText } from '../../../../domain/text/clip-text.ts';
import type { PointerEnvelope, TopicEnvelope } from '../manifest/webhook.ts';
import { forPeople, ignored, unreadable, type Announcement, type EntryReading } from './entry.ts';
import { seenText, seenValue, type SeenEntry } from './seen-entry.ts';

/** An entry that says what happened by a topic such as `invoice.posted`. */
export function readTopic(envelope: TopicEnvelope, seen: SeenEntry): EntryReading {
  const topic = seenText(seen, envelope.topic);
  if (topic === undefined) return unreadable(envelope.topic, 'the topic is missing');
  if (envelope.ignoredTopics.includes(topic))
    return ignored(`the topic ${topic} is ignored by the connector`);
  const known = Object.hasOwn(envelope.topics, topic) ? envelope.topics[topic] : undefined;
  if (known === undefined)
    return unreadable(envelope.topic, `the topic "${clipText(topic, 100)}" is unknown`);
  const common = commonParts(envelope, seen);
  if ('park' in known) return forPeople(known.park, common.company);
  const externalId = envelope.id.map((path) => seenText(seen, path)).find((id) => id !== undefined);
  return { kind: 'announced', announcement: { ...known, externalId, ...common } };
}

type CommonParts = Pick<Announcement, 'version' | 'at' | 'sequence' | 'company' | 'data'>;

/** What topics and pointers have in common. */
export function commonParts(envelope: TopicEnvelope | PointerEnvelope, seen: SeenEntry): CommonParts {
  const text = (path: string | undefined) => (path === undefined ? undefined : seenText(seen, path));
  return {
    at: timeText(text(envelope.at), envelope.atFormat),
    version: text(envelope.version),
    sequence: text(envelope.sequence),
    company: text(envelope.company),
    data: envelope.data === undefined ? undefined : seenValue(seen, envelope.data),
  };
}

/** The platform knows no later instant. */
const LATEST_MS = 8.64e15;

/** A time since 1970 as ISO text; what is none stays as it is and is found unreadable later. */
function timeText(value: string | undefined, format: TopicEnvelope['atFormat']): string | undefined {
  if (value === undefined || format === 'iso' || !/^\d+$/.test(value)) return value;
  const epochMs = Number(value) * (format === 'epoch-seconds' ? 1000 : 1);
  return epochMs <= LATEST_MS ? new Date(epochMs).toISOString() : value;
}
