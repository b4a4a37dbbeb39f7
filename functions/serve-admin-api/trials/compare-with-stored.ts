import type { Change } from '../../../domain/canonical/change.ts';
import { MappingError } from '../../../domain/errors.ts';
import { prepareInvoice } from '../../../domain/invoices/prepare-invoice.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { checkedCanonical } from '../../shared/erp/mapping/check-canonical.ts';
import type { JsonValue } from '../../shared/erp/lossless-json.ts';
import type { TriedRecord } from '../../shared/erp/trial/try-records.ts';
import type { MappedRecord } from '../../shared/ingestion/ports.ts';
import type { RecordChange } from '../../shared/ingestion/store-record.ts';
import { differences } from '../deliveries/differences.ts';
import { dryRun, type DryRun } from '../deliveries/dry-run.ts';
import type { RecordDifference } from '../views/trial-view.ts';
import type { TrialPorts } from './trial-ports.ts';

/** Each reads a record; a pulled page has hundreds. */
const MOST_COMPARED = 50;

export interface ToCompare {
  readonly connection: Connection;
  readonly changes: readonly Change[];
  readonly records: readonly TriedRecord[];
  readonly canonical: readonly object[];
  /** The records were read from the ERP just now. */
  readonly isRead: boolean;
}

/** How what was mapped differs from what is stored, and what would become of it. Writes nothing. */
export async function compareWithStored(
  ports: Pick<TrialPorts, 'store' | 'now' | 'newId'>,
  given: ToCompare,
): Promise<RecordDifference[]> {
  const comparable = given.records.filter(
    ({ outcome, externalId }) => externalId !== null && (outcome === 'mapped' || outcome === 'deleted'),
  );
  const deliveryId = ports.newId();
  return Promise.all(
    comparable
      .slice(0, MOST_COMPARED)
      .map((record, index) => compareOne(ports, { ...given, record, source: { deliveryId, index } })),
  );
}

interface OneToCompare extends ToCompare {
  readonly record: TriedRecord;
  readonly source: RecordChange['source'];
}

async function compareOne(
  ports: Pick<TrialPorts, 'store' | 'now'>,
  given: OneToCompare,
): Promise<RecordDifference> {
  const { entity, externalId } = given.record;
  const about = { entity, externalId: externalId ?? '' };
  try {
    const mapped = given.record.outcome === 'deleted' ? undefined : mappedRecord(given);
    const run = await dryRun(ports.store, recordChange(given, ports.now()), mapped);
    return { ...about, ...stateOf(run, mapped), ...outcomeOf(run) };
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    return { ...about, state: 'changed', outcome: 'parked', reason: error.message, fields: [] };
  }
}

const outcomeOf = ({ outcome, reason, record, before }: DryRun) => ({
  outcome,
  ...(reason !== undefined && { reason }),
  ...((record ?? before) && { recordId: (record ?? before)?.recordId }),
});

/** Whoever would win: what differs is said even where what is stored is newer. */
function stateOf(
  { hasWritten, record, before }: DryRun,
  mapped: MappedRecord | undefined,
): Pick<RecordDifference, 'state' | 'fields'> {
  const stored = hasWritten ? before : record;
  const isThere = stored?.canonical !== undefined && stored.deletedAt === undefined;
  if (!mapped) return { state: isThere ? 'deleted' : 'unchanged', fields: [] };
  const kept = mapped.payload === 'partial' ? stored?.canonical : undefined;
  const fields = differences(stored?.canonical, { ...kept, ...contentOf(mapped) });
  if (!isThere) return { state: 'new', fields: [] };
  return { state: fields.length > 0 ? 'changed' : 'unchanged', fields };
}

/** An invoice is stored with what its rules found out about it. */
const contentOf = (mapped: MappedRecord): object =>
  mapped.entity === 'invoice' ? prepareInvoice(mapped.canonical, mapped.tolerance) : mapped.canonical;

/** The mapping may have run elsewhere: what came back is believed only as far as it fits the shape. */
function mappedRecord({ record, canonical }: OneToCompare): MappedRecord {
  const { payload = 'complete', tolerance = '0.01', entity } = record;
  const common = { payload, tolerance: { amount: tolerance } };
  const shown = canonical[record.canonical ?? -1] as JsonValue; // out of JSON
  switch (entity) {
    case 'debtor':
      return { ...common, entity, canonical: checkedCanonical(entity, shown) };
    case 'product':
      return { ...common, entity, canonical: checkedCanonical(entity, shown) };
    case 'invoice':
      return { ...common, entity, canonical: checkedCanonical(entity, shown) };
    case 'order':
      return { ...common, entity, canonical: checkedCanonical(entity, shown) };
  }
}

function recordChange(
  { connection, changes, record, source, isRead }: OneToCompare,
  nowMs: number,
): RecordChange {
  const now = new Date(nowMs).toISOString();
  const { entity, resource, externalId } = record;
  const announced = record.change === undefined ? undefined : changes[record.change];
  const change = record.outcome === 'deleted' && !isRead ? 'deleted' : 'updated';
  return {
    ...{ company: connection.company, connectionId: connection.connectionId, now, again: true, source },
    // "created" would be tried as a write without reading; here the stored record is what matters.
    change: { ...announced, entity, resource, externalId: externalId ?? '', change },
    moments: { receivedAt: now, ...(isRead && { fetchedAt: now }) },
  };
}
