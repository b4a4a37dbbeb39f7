import type { Connection } from '../../domain/records/connection.ts';
import type { Entity } from '../../domain/canonical/change.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import { answerFor, type Answer, type WebhookOutcome } from '../shared/erp/answer-policy.ts';
import { checkAuthenticity } from '../shared/erp/authenticity.ts';
import type { Connector } from '../shared/erp/connectors.ts';
import { readChanges, type Announced } from '../shared/erp/envelope.ts';
import { answerHandshake } from '../shared/erp/handshake.ts';
import { parseLosslessInTurns } from '../shared/erp/lossless-json.ts';
import type { RawRequest, Secrets } from '../shared/erp/types.ts';
import { notReadable, settledByReading } from '../shared/ingestion/read-announced.ts';
import { acceptAnnounced } from './accept-announced.ts';
import { keptHeaders } from './kept-headers.ts';
import { provesByEntry } from './proves-by-entry.ts';
import type { DoorPorts, Refusal } from './ports.ts';

/** A function takes 6 MB of event, of which base64 leaves this much. */
const MOST_BYTES = 4_718_592;

/** So often at most are secrets read anew for requests that they do not prove: forgers must not cost us a look-up each. */
const SECRETS_ANEW_MS = 5_000;

/**
 * One webhook request: found, measured, greeted, authenticated over its raw bytes, read once, made durable, answered as its sender needs it.
 * Never throws: whatever was sent has an answer, and what we cannot do now is asked for again.
 */
export async function receiveDelivery(
  ports: DoorPorts,
  connectionId: string,
  request: RawRequest,
): Promise<Answer> {
  try {
    const connection = await findConnection(ports, connectionId);
    const connector = connection && ports.connectors.get(connection.connector);
    if (!connection || !connector?.manifest.webhook)
      return refuse(ports, 'unknown-connection', unknownConnection);
    return await atTheDoor(ports, { connection, connector, request });
  } catch (error) {
    ports.failures.note(error, { connectionId });
    return refuse(ports, 'overload', busy);
  }
}

/** Only what can be an id is looked up: whatever else a path holds, a table may not take it as a key. */
async function findConnection(ports: DoorPorts, connectionId: string): Promise<Connection | undefined> {
  const { success } = connectionIdSchema.safeParse(connectionId);
  return success ? ports.connections.find(connectionId) : undefined;
}

interface Caller {
  readonly connection: Connection;
  readonly connector: Connector;
  readonly request: RawRequest;
}

async function atTheDoor(ports: DoorPorts, caller: Caller): Promise<Answer> {
  try {
    const handshake = answerHandshake(caller.connector, caller.request);
    if (handshake) return handshake;
    if (caller.request.method !== 'POST') return refuse(ports, 'method', onlyPost);
    return await takeOver(ports, caller);
  } catch (error) {
    ports.failures.note(error, caller.connection);
    return refused(ports, caller, 'overload');
  }
}

async function takeOver(ports: DoorPorts, caller: Caller): Promise<Answer> {
  const { connection, connector, request } = caller;
  const cap = Math.min(MOST_BYTES, connector.manifest.webhook?.maxBytes ?? MOST_BYTES);
  if (request.body.length > cap) return refused(ports, caller, 'too-large');
  const secrets = await ports.secrets.of(connection);
  return (
    (await readAuthentic(ports, caller, secrets)) ??
    (await readWithNewer(ports, caller, secrets)) ??
    refused(ports, caller, 'unauthenticated')
  );
}

/** A sender may sign with a new secret as soon as it was entered, and some end their subscription when refused once. */
async function readWithNewer(ports: DoorPorts, caller: Caller, known: Secrets): Promise<Answer | undefined> {
  const newer = await ports.secrets.of(caller.connection, SECRETS_ANEW_MS);
  return newer === known ? undefined : readAuthentic(ports, caller, newer);
}

/** Undefined: not authentic. */
async function readAuthentic(
  ports: DoorPorts,
  caller: Caller,
  secrets: Secrets,
): Promise<Answer | undefined> {
  const { connection, connector, request } = caller;
  if (!checkAuthenticity(connector, request, secrets, ports.now()).authentic) return undefined;
  const json = await parseLosslessInTurns(request.body);
  if (!json.ok) return takeUnreadable(ports, caller, json);
  const { externalCompany, settings } = connection;
  const headers = keptHeaders(connector, request.headers);
  const announced = await readChanges(connector, json.value, { secrets, externalCompany, settings, headers });
  if (!announced.authentic) return undefined;
  if (announced.probe) return answerFor(connector, 'accepted');
  await acceptAnnounced(ports, {
    ...{ connection, request, headers },
    entities: entitiesOf(announced),
    outcomes: settledByReading(announced),
    refusedEntries: announced.refused.map(({ index }) => index),
  });
  return answerFor(connector, 'accepted');
}

/** Authentic but no JSON: kept for a person. Where entries prove themselves, nothing was proven (W5). */
async function takeUnreadable(
  ports: DoorPorts,
  caller: Caller,
  { reason, offset }: { readonly reason: string; readonly offset: number },
): Promise<Answer> {
  const { connection, connector, request } = caller;
  if (!provesByEntry(connector)) {
    await acceptAnnounced(ports, {
      ...{ connection, request },
      headers: keptHeaders(connector, request.headers),
      entities: [],
      outcomes: [notReadable(reason, offset)],
      refusedEntries: [],
    });
  }
  return refused(ports, caller, 'malformed');
}

const entitiesOf = ({ changes }: Announced): Entity[] => [...new Set(changes.map(({ entity }) => entity))];

const refused = (
  ports: DoorPorts,
  { connector }: Caller,
  outcome: Exclude<WebhookOutcome, 'accepted'>,
): Answer => refuse(ports, outcome, answerFor(connector, outcome));

function refuse(ports: DoorPorts, refusal: Refusal, answer: Answer): Answer {
  ports.counts.refused(refusal);
  return answer;
}

const problem = (status: number, headers: Record<string, string>, document: object): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: 'about:blank', status, ...document }),
});

const unknownConnection = problem(
  404,
  {},
  {
    title: 'Unknown connection',
    code: 'unknown-connection',
    detail: 'No webhook is expected at this address. Take it from the connection in the Admin API.',
  },
);

/** Without a document: some senders end a subscription for an answer that has a body. */
const onlyPost: Answer = { status: 405, headers: { allow: 'POST' }, body: '' };

const busy = problem(
  503,
  { 'retry-after': '30' },
  {
    title: 'Not available now',
    code: 'overload',
    detail: 'Send it again later.',
  },
);
