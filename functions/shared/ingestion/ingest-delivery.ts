import type { Change } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import { ErpUnavailableError, IntegrationError } from '../../../domain/errors.ts';
import type { RecordEvent } from '../../../domain/events/record-event.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { ChangeOutcome } from '../../../domain/records/delivery.ts';
import type { NumberRef } from '../store/numbers.ts';
import { inTurns } from './in-turns.ts';
import { ingestCollection } from './ingest-collection.ts';
import { ingestChange, type ChangeToIngest, type IngestedChange } from './ingest-change.ts';
import { parkedFor } from './parked-for.ts';
import type { IngestionPorts } from './ports.ts';
import { readAnnounced } from './read-announced.ts';

/** What a delivery came to, and what is still to be written and told about it. */
export interface IngestedDelivery {
  readonly outcomes: readonly ChangeOutcome[];
  readonly numbers: readonly NumberRef[];
  readonly events: readonly RecordEvent[];
}

export interface DeliveryToIngest {
  readonly message: Omit<DeliveryMessage, 'body'>;
  readonly bytes: Uint8Array;
  /** Nobody will bring it again: what cannot be done now waits for a person. */
  readonly isLastTry: boolean;
  /** Except where the ERP says when to come again: whoever brings it will wait. */
  readonly mayWait?: boolean;
}

/** Changes of one delivery under way at the same time. */
const WIDTH = 8;

/** Applies what a delivery announces for the message's entity, or all of it when a person asked for it again. */
export async function ingestDelivery(
  ports: IngestionPorts,
  given: DeliveryToIngest,
): Promise<IngestedDelivery> {
  const { message, bytes } = given;
  const connection = await connectionOf(ports, message);
  if (connection?.company !== message.company) return onlySettled([noConnection(message)]);
  if (message.reason) await ports.erp.refresh(connection);
  const { changes, settled } = await readAnnounced(ports, { connection, message }, bytes);
  const ours = message.reason ? changes : changes.filter(({ entity }) => entity === message.entity);
  const ingested = await inTurns(ours, WIDTH, (change, index) =>
    ingestAny(ports, { connection, change, index, given }),
  );
  const isFirstPart = message.reason !== undefined || message.entity === message.entities[0];
  return collected(ingested.flat(), isFirstPart ? settled : []);
}

/** Who asks again has mended something: what counts are connection and credentials as they are now, not as remembered for a while. */
const connectionOf = (
  { connections }: IngestionPorts,
  { connectionId, reason }: DeliveryToIngest['message'],
): Promise<Connection | undefined> => connections.find(connectionId, reason === undefined ? undefined : 0);

interface AnyChange {
  readonly connection: Connection;
  readonly change: Change;
  readonly index: number;
  readonly given: DeliveryToIngest;
}

async function ingestAny(ports: IngestionPorts, any: AnyChange): Promise<IngestedChange[]> {
  const { change, given } = any;
  try {
    if (isOfOneRecord(change)) return [await ingestChange(ports, toIngest(any, change))];
    return await ingestMany(ports, any);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.kind === 'transient' && !isOver(given, error)) throw error;
    return [parkedChange(change, error)];
  }
}

const isOver = ({ isLastTry, mayWait = false }: DeliveryToIngest, error: IntegrationError): boolean =>
  isLastTry && !(mayWait && error instanceof ErpUnavailableError && error.retryAfterSeconds !== undefined);

const isOfOneRecord = (change: Change): change is ChangeToIngest['change'] => change.externalId !== null;

const ingestMany = (ports: IngestionPorts, any: AnyChange): Promise<IngestedChange[]> =>
  ingestCollection(ports, {
    ...{ connection: any.connection, change: any.change, deliveryId: any.given.message.deliveryId },
    applyAll: (changes, listedAt) =>
      inTurns(changes, WIDTH, (change) => ingestChange(ports, { ...toIngest(any, change), listedAt })),
  });

/** A listed record is told apart from the others of its list by itself: where it stands may be another place the next time. */
const toIngest = (
  { connection, index, given: { message } }: AnyChange,
  change: ChangeToIngest['change'],
): ChangeToIngest => ({
  connection,
  change,
  source: { deliveryId: message.deliveryId, index: message.channel === 'webhook' ? index : 0 },
  receivedAt: message.receivedAt,
  ...(message.channel === 'pull' && { listedAt: message.receivedAt }),
  again: message.reason !== undefined,
});

const collected = (
  ingested: readonly IngestedChange[],
  settled: readonly ChangeOutcome[],
): IngestedDelivery => ({
  outcomes: [...ingested.map(({ outcome }) => outcome), ...settled],
  numbers: ingested.flatMap(({ numbers }) => numbers),
  events: ingested.flatMap(({ event }) => (event ? [event] : [])),
});

const onlySettled = (outcomes: readonly ChangeOutcome[]): IngestedDelivery => ({
  outcomes,
  numbers: [],
  events: [],
});

const noConnection = ({ connectionId, entity }: DeliveryToIngest['message']): ChangeOutcome => ({
  entity,
  state: 'parked',
  cause: 'connection-gone',
  reason: `The connection ${connectionId} does not exist any more; create it again and release this delivery.`,
});

const parkedChange = ({ entity, externalId }: Change, error: IntegrationError): IngestedChange => ({
  outcome: { entity, externalId: externalId ?? undefined, ...parkedFor(error) },
  numbers: [],
});
