import type { PointerEnvelope } from '../manifest/webhook.ts';
import { ignored, unreadable, type Announcement, type EntryReading } from './entry.ts';
import { commonParts } from './read-topic.ts';
import { seenText, type SeenEntry } from './seen-entry.ts';

const MAX_POINTER_LENGTH = 2_000;

/** An entry that says what happened by the address of the changed record. Only ids leave the address; it is never requested. */
export function readPointer(envelope: PointerEnvelope, seen: SeenEntry): EntryReading {
  const pointer = seenText(seen, envelope.pointer);
  if (pointer === undefined) return unreadable(envelope.pointer, 'the address of the record is missing');
  const parts = new RegExp(envelope.pattern).exec(pointer.slice(0, MAX_POINTER_LENGTH))?.groups;
  const resource = parts?.['resource'];
  if (parts === undefined || resource === undefined)
    return unreadable(envelope.pointer, 'the address has an unknown form');
  if (envelope.ignoredResources.includes(resource))
    return ignored(`${resource} are ignored by the connector`);
  return {
    kind: 'announced',
    announcement: { resource, ...identity(parts), ...pointed(envelope, seen, parts) },
  };
}

type Parts = Record<string, string | undefined>;

function pointed(
  envelope: PointerEnvelope,
  seen: SeenEntry,
  parts: Parts,
): Omit<Announcement, 'resource' | 'externalId'> {
  const change = seenText(seen, envelope.change) ?? '';
  const common = commonParts(envelope, seen);
  const known = Object.hasOwn(envelope.changes, change) ? envelope.changes[change] : undefined;
  return { ...common, change: known ?? change, company: common.company ?? parts['company'] };
}

function identity(parts: Parts): Pick<Announcement, 'externalId' | 'since'> {
  return { externalId: parts['id'], since: parts['since'] };
}
