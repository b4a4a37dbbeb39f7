import { clipText } from '../../../../domain/text/clip-text.ts';
import { textAt, valueAt, type JsonValue } from '../lossless-json.ts';
import type { PointerEnvelope, TopicEnvelope } from '../manifest/webhook.ts';
import { ignored, unreadable, type Announcement, type EntryReading } from './entry.ts';

/** An entry that says what happened by a topic such as `invoice.posted`. */
export function readTopic(envelope: TopicEnvelope, entry: JsonValue): EntryReading {
  const topic = textAt(entry, envelope.topic);
  if (topic === undefined) return unreadable(envelope.topic, 'the topic is missing');
  if (envelope.ignoredTopics.includes(topic))
    return ignored(`the topic ${topic} is ignored by the connector`);
  const known = Object.hasOwn(envelope.topics, topic) ? envelope.topics[topic] : undefined;
  if (known === undefined)
    return unreadable(envelope.topic, `the topic "${clipText(topic, 100)}" is unknown`);
  const externalId = envelope.id.map((path) => textAt(entry, path)).find((id) => id !== undefined);
  return { kind: 'announced', announcement: { ...known, externalId, ...commonParts(envelope, entry) } };
}

type CommonParts = Pick<Announcement, 'version' | 'at' | 'sequence' | 'company' | 'data'>;

/** What topics and pointers have in common. */
export function commonParts(envelope: TopicEnvelope | PointerEnvelope, entry: JsonValue): CommonParts {
  const text = (path: string | undefined) => (path === undefined ? undefined : textAt(entry, path));
  return {
    at: timeText(text(envelope.at), envelope.atFormat),
    version: text(envelope.version),
    sequence: text(envelope.sequence),
    company: text(envelope.company),
    data: envelope.data === undefined ? undefined : valueAt(entry, envelope.data),
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
