import type { Change } from '../../../domain/canonical/change.ts';
import { IntegrationError, MappingError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { ChangeOutcome, Delivery } from '../../../domain/records/delivery.ts';
import type { JsonValue } from '../../shared/erp/lossless-json.ts';
import type { IngestionPorts } from '../../shared/ingestion/ports.ts';
import { readAnnounced } from '../../shared/ingestion/read-announced.ts';
import type { RecordChange } from '../../shared/ingestion/store-record.ts';
import { conflict } from '../../shared/http/problem.ts';
import type { DeliveryPreview, MappedChange } from '../views/delivery-view.ts';
import { differences } from './differences.ts';
import { dryRun, type DryRun } from './dry-run.ts';
import { requireArchived } from './send-again.ts';

export type PreviewPorts = Pick<IngestionPorts, 'store' | 'archive' | 'connections' | 'erp' | 'now'>;

/** A pulled page has hundreds of records; the first ones show whether the mapping fits. */
const MOST_CHANGES = 20;

/** Runs a delivery through today's mapping and rules without changing anything. Pointers are fetched from the ERP. */
export async function previewDelivery(ports: PreviewPorts, delivery: Delivery): Promise<DeliveryPreview> {
  const bytes = await ports.archive.read(requireArchived(delivery));
  const connection = await ports.connections.find(delivery.connectionId);
  if (connection?.company !== delivery.company)
    throw conflict(`The connection ${delivery.connectionId} is gone.`);
  const [entity = 'debtor'] = delivery.entities;
  const { channel, resource, refusedEntries, headers } = delivery;
  const message = { channel, entity, resource, refusedEntries, headers };
  const { changes, settled } = await readAnnounced(ports, { connection, message }, bytes);
  const shown = changes.slice(0, MOST_CHANGES);
  const mapped = await Promise.all(
    shown.map((change, index) => previewChange(ports, { connection, delivery, change, index })),
  );
  return { changes: [...mapped, ...settled.map(settledChange)], notShown: changes.length - shown.length };
}

interface ToPreview {
  readonly connection: Connection;
  readonly delivery: Delivery;
  readonly change: Change;
  readonly index: number;
}

async function previewChange(ports: PreviewPorts, given: ToPreview): Promise<MappedChange> {
  const { entity, externalId, change } = given.change;
  const about = { entity, externalId, change };
  try {
    return { ...about, ...(await outcomeOf(ports, given)) };
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const problems = error instanceof MappingError ? [...error.problems] : undefined;
    return { ...about, outcome: 'parked', reason: error.message, ...(problems && { problems }) };
  }
}

type Outcome = Omit<MappedChange, 'entity' | 'externalId' | 'change'>;

async function outcomeOf(ports: PreviewPorts, given: ToPreview): Promise<Outcome> {
  const { change, connection } = given;
  const { entity, externalId, resource } = change;
  if (externalId === null)
    return { outcome: 'applied', reason: 'Many changes: a replay asks the ERP which.' };
  const payload = await payloadOf(ports, given);
  const record = recordChange(given, ports.now());
  if (payload === undefined) return outcomeIn(await dryRun(ports.store, record));
  const mapped = await ports.erp.map(connection, { entity, resource, payload });
  if ('ignored' in mapped) return { outcome: 'ignored', reason: mapped.ignored };
  return { ...outcomeIn(await dryRun(ports.store, record, mapped)), canonical: mapped.canonical };
}

const outcomeIn = ({ outcome, reason, record, before, hasWritten }: DryRun): Outcome => ({
  outcome,
  ...(reason !== undefined && { reason }),
  ...(record && { recordId: record.recordId }),
  differences: hasWritten ? differences(before?.canonical, record?.canonical) : [],
});

/** Undefined where there is no record any more. */
async function payloadOf(
  { erp }: PreviewPorts,
  { connection, change }: ToPreview,
): Promise<JsonValue | undefined> {
  if (change.change === 'deleted') return undefined;
  // `data` was parsed by the lossless parser and passed through the envelope untouched.
  return change.data === undefined ? erp.fetch(connection, change) : (change.data as JsonValue);
}

function recordChange({ connection, delivery, change, index }: ToPreview, nowMs: number): RecordChange {
  const now = new Date(nowMs).toISOString();
  const isFetched = change.change !== 'deleted' && change.data === undefined;
  return {
    ...{ company: delivery.company, connectionId: connection.connectionId, now, again: true },
    // "created" would be tried as a write without reading; here the stored record is what matters.
    change: {
      ...change,
      externalId: change.externalId ?? '',
      change: change.change === 'created' ? 'updated' : change.change,
    },
    // A listed record is told apart from the others of its list by itself, as when it was applied.
    source: { deliveryId: delivery.deliveryId, index: delivery.channel === 'webhook' ? index : 0 },
    moments: {
      receivedAt: delivery.receivedAt,
      ...(isFetched && { fetchedAt: now }),
      ...(delivery.channel === 'pull' && { listedAt: delivery.receivedAt }),
    },
  };
}

const settledChange = ({ entity, state, reason, problems }: ChangeOutcome): MappedChange => ({
  ...(entity && { entity }),
  externalId: null,
  outcome: state,
  ...(reason !== undefined && { reason }),
  ...(problems && { problems }),
});
