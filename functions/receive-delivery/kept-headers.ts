import type { Connector } from '../shared/erp/connectors.ts';
import { headersRead } from '../shared/erp/envelope/seen-entry.ts';
import { isSecretHeader } from '../shared/erp/secret-header.ts';

type Headers = Readonly<Record<string, string>>;

/** Headers of the way, not of the sender. */
const OF_THE_WAY = /^(x-forwarded-|x-amz|x-real-|x-envoy-)/;
const OF_THE_SENDER = /^(webhook-|x-|ce-|user-agent$)/;
/** A queue refuses a message with one of these: a remark beside a delivery must not cost the delivery (W1). */
const REFUSED_BY_QUEUES = /[\ufffe\uffff]/;
const MOST_CHARACTERS = 600;
/** Of those that the connector's envelope reads. A longer one counts as not sent, at the door and later alike. */
const MOST_CHARACTERS_READ = 500;

/** What is kept of a request's headers with its delivery: those that say what is announced, and short ones of the sender's own; no secrets. */
export function keptHeaders(connector: Connector, headers: Headers): Record<string, string> {
  const read = readByEnvelope(connector, headers);
  const kept: Record<string, string> = { ...read };
  let left = MOST_CHARACTERS;
  for (const [name, value] of Object.entries(headers)) {
    if (!OF_THE_SENDER.test(name) || OF_THE_WAY.test(name) || Object.hasOwn(read, name)) continue;
    if (!mayBeKept(name, value)) continue;
    left -= name.length + value.length;
    if (left < 0) break;
    kept[name] = value;
  }
  return kept;
}

function readByEnvelope({ manifest }: Connector, headers: Headers): Record<string, string> {
  const named = manifest.webhook ? headersRead(manifest.webhook.envelope) : [];
  const read: Record<string, string> = {};
  for (const name of named) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value !== undefined && value.length <= MOST_CHARACTERS_READ && mayBeKept(name, value))
      read[name] = value;
  }
  return read;
}

const mayBeKept = (name: string, value: string): boolean =>
  !isSecretHeader(name) && !REFUSED_BY_QUEUES.test(name + value);

export function keptContentType({ 'content-type': said }: Headers): string | undefined {
  return said === undefined || REFUSED_BY_QUEUES.test(said) ? undefined : said;
}
