import type { Change } from '../../../domain/canonical/change.ts';
import { ErpRejectedError, MappingError } from '../../../domain/errors.ts';
import { recordEvent, type RecordEvent } from '../../../domain/events/record-event.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { ChangeOutcome } from '../../../domain/records/delivery.ts';
import type { ChangeSource } from '../../../domain/records/mirrored-record.ts';
import type { JsonValue } from '../erp/lossless-json.ts';
import type { MirrorRecord } from '../store/mirror-layout.ts';
import { newNumberRefs, type NumberRef } from '../store/numbers.ts';
import type { Moments } from './order-of-change.ts';
import { parkedFor } from './parked-for.ts';
import type { IngestionPorts } from './ports.ts';
import { storeDeletion, storeMapped, type RecordChange, type StoredRecord } from './store-record.ts';

/** One announced change on its way into the tables. */
export interface ChangeToIngest {
  readonly connection: Connection;
  readonly change: Change & { readonly externalId: string };
  readonly source: Omit<ChangeSource, 'hash'>;
  readonly receivedAt: string;
  /** Since when at the latest a list of the ERP named it, where its payload came with one. */
  readonly listedAt?: string | undefined;
  /** A person asked for it again. */
  readonly again: boolean;
}

/** What it came to, and what is still to be told: number references and events, both repeatable. */
export interface IngestedChange {
  readonly outcome: ChangeOutcome;
  readonly numbers: readonly NumberRef[];
  readonly event?: RecordEvent | undefined;
}

/** Fetches where the notification is a pointer, maps, and stores. What a person has to mend is an outcome, not an error. */
export async function ingestChange(ports: IngestionPorts, given: ChangeToIngest): Promise<IngestedChange> {
  try {
    return await ingest(ports, given);
  } catch (error) {
    if (error instanceof MappingError || error instanceof ErpRejectedError)
      return parked(given.change, error);
    throw error;
  }
}

async function ingest(ports: IngestionPorts, given: ChangeToIngest): Promise<IngestedChange> {
  const { change, connection } = given;
  const record = recordChange(given, ports.now());
  if (change.change === 'deleted') return ingested(change, await storeDeletion(ports.store, record));
  const isFetched = change.data === undefined;
  const payload = isFetched ? await ports.erp.fetch(connection, change) : asJson(change.data);
  const moments: Moments = isFetched ? { ...record.moments, fetchedAt: record.now } : record.moments;
  if (payload === undefined)
    return ingested(change, await storeDeletion(ports.store, { ...record, moments }));
  const mapped = await ports.erp.map(connection, {
    entity: change.entity,
    resource: change.resource,
    payload,
  });
  if ('ignored' in mapped) return ignored(change, mapped.ignored);
  const stored = await storeMapped(ports.store, { ...record, moments }, mapped);
  return ingested(change, stored);
}

/** `data` was parsed by the lossless parser and passed through the envelope untouched. */
export const asJson = (data: unknown): JsonValue => data as JsonValue;

function recordChange(
  { connection, change, source, receivedAt, listedAt, again }: ChangeToIngest,
  now: number,
): RecordChange {
  const { company, connectionId } = connection;
  return {
    ...{ company, connectionId, change, source, again },
    moments: { receivedAt, listedAt },
    now: new Date(now).toISOString(),
  };
}

function ingested({ entity, externalId }: ChangeToIngest['change'], stored: StoredRecord): IngestedChange {
  const { outcome, announces, record, before, ignored: why } = stored;
  const number = record?.canonical?.number ?? undefined;
  return {
    outcome: { entity, externalId, state: outcome, recordId: record?.recordId, number, reason: why },
    numbers: newNumberRefs(record, before),
    event: announces && record && hasNews(record, outcome) ? recordEvent(record) : undefined,
  };
}

/** Of a draft that was never posted, or an order that was never ours, nobody has heard yet; of one of ours somebody has. */
const hasNews = ({ entity, canonical }: MirrorRecord, outcome: StoredRecord['outcome']): boolean =>
  canonical !== undefined || (entity === 'order' && outcome === 'applied');

const parked = (
  { entity, externalId }: ChangeToIngest['change'],
  error: MappingError | ErpRejectedError,
): IngestedChange => ({
  outcome: { entity, externalId, ...parkedFor(error) },
  numbers: [],
});

const ignored = ({ entity, externalId }: ChangeToIngest['change'], reason: string): IngestedChange => ({
  outcome: { entity, externalId, state: 'ignored', reason },
  numbers: [],
});
