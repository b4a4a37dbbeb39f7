import { valueAt, type JsonValue } from '../lossless-json.ts';
import type { Envelope } from '../manifest/webhook.ts';

/** An entry with what came around it: some senders say outside of it what it is about. */
export interface SeenEntry {
  readonly entry: JsonValue;
  readonly index: number;
  /** The whole body. */
  readonly body: JsonValue;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const aroundTheEntry = /^\{(header|body):(.+)\}$/;

/** The value at a path in the entry; `{header:ce-type}` is a header of the request, `{body:tenant}` a path in the whole body. */
export function seenValue({ entry, body, headers }: SeenEntry, path: string): JsonValue | undefined {
  const [, place, name] = aroundTheEntry.exec(path) ?? [];
  if (place === undefined || name === undefined) return valueAt(entry, path);
  if (place === 'body') return valueAt(body, name);
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

/** The text there; anything else counts as "not sent". */
export function seenText(seen: SeenEntry, path: string): string | undefined {
  const found = seenValue(seen, path);
  return typeof found === 'string' ? found : undefined;
}

/** The headers that an envelope reads; with a delivery that is queued they are kept, so that it says the same later. */
export function headersRead(envelope: Envelope): string[] {
  if (envelope.kind === 'expression') return envelope.headers;
  return Object.values(envelope)
    .flat()
    .flatMap((path) => {
      const [, place, name] = (typeof path === 'string' ? aroundTheEntry.exec(path) : undefined) ?? [];
      return place === 'header' && name !== undefined ? [name] : [];
    });
}
