import type { CanonicalDebtor } from '../../../domain/canonical/debtor.ts';
import type { Change, Entity } from '../../../domain/canonical/change.ts';
import type { CanonicalInvoice } from '../../../domain/canonical/invoice.ts';
import type { CanonicalOrder } from '../../../domain/canonical/order.ts';
import type { CanonicalProduct } from '../../../domain/canonical/product.ts';
import type { ArchivedBody } from '../../../domain/deliveries/delivery-message.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { TotalsTolerance } from '../../../domain/invoices/check-totals.ts';
import type { RecordEvent } from '../../../domain/events/record-event.ts';
import type { Announced } from '../erp/envelope.ts';
import type { JsonValue } from '../erp/lossless-json.ts';
import type { Store } from '../store/store.ts';

/** What happens beyond the tables, as far as turning deliveries into records needs it. */
export interface IngestionPorts {
  readonly store: Store;
  readonly archive: Archive;
  readonly events: EventPublisher;
  /** What an operator is alarmed by. */
  readonly counts: { count(name: 'parked'): void };
  /** `atMostMs` is how old an answer may be that is remembered. */
  readonly connections: { find(connectionId: string, atMostMs?: number): Promise<Connection | undefined> };
  readonly erp: Erp;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Raw bytes as they came, for years. */
export interface Archive {
  put(key: string, bytes: Uint8Array): Promise<void>;
  read(place: ArchivedBody): Promise<Uint8Array>;
}

export interface EventPublisher {
  /** Publishes and answers which of them were not taken. */
  publish(events: readonly RecordEvent[]): Promise<ReadonlySet<RecordEvent>>;
}

/** An ERP's record as the connector sees it: mapped, or none of ours for a reason to show. */
export type Mapped = MappedRecord | { readonly ignored: string };

export type MappedRecord = {
  readonly payload: 'complete' | 'partial';
  readonly tolerance: TotalsTolerance;
} & (
  | { readonly entity: 'debtor'; readonly canonical: CanonicalDebtor }
  | { readonly entity: 'product'; readonly canonical: CanonicalProduct }
  | { readonly entity: 'invoice'; readonly canonical: CanonicalInvoice }
  | { readonly entity: 'order'; readonly canonical: CanonicalOrder }
);

export interface SourceRecord {
  readonly entity: Entity;
  readonly resource?: string | undefined;
  readonly payload: JsonValue;
}

export interface PullRequest {
  readonly entity: Entity;
  readonly resource: string;
  /** Changed since this instant. */
  readonly since: string;
  readonly cursor?: string | undefined;
}

export interface PulledPage {
  readonly payloads: readonly JsonValue[];
  readonly cursor?: string | undefined;
  /** The latest change time on the page. */
  readonly newest?: string | undefined;
  /** Pages are counted from the front of the list, so that whatever leaves it moves the rest forward. */
  readonly isCounted?: boolean | undefined;
}

export interface KeyRequest {
  readonly resource: string;
  readonly cursor?: string | undefined;
}

export interface KeyPage {
  readonly externalIds: readonly string[];
  readonly cursor?: string | undefined;
  /** How many the ERP says there are in all, where this page says so. */
  readonly stated?: number | undefined;
}

/** What was kept of a request besides its body: positions of entries that the door refused, and headers. */
export interface KeptOfRequest {
  readonly refused: ReadonlySet<number>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The connector runtime for one connection at a time. Throws the errors of `domain/errors.ts`. */
export interface Erp {
  /** From now on the connection's credentials are used as they are now, whatever was remembered. */
  refresh(connection: Connection): Promise<void>;
  /** What a delivery that was taken over announces. */
  announced(connection: Connection, json: JsonValue, kept: KeptOfRequest): Promise<Announced>;
  /** Undefined: the ERP says that the record is gone. */
  fetch(connection: Connection, change: Change): Promise<JsonValue | undefined>;
  map(connection: Connection, record: SourceRecord): Promise<Mapped>;
  pull(connection: Connection, request: PullRequest): Promise<PulledPage>;
  /** The changes that listed records stand for, each with its payload or to be fetched by its id. */
  listed(
    connection: Connection,
    kind: { readonly entity: Entity; readonly resource: string },
    payloads: readonly JsonValue[],
  ): (Change & { readonly externalId: string })[];
  /** One page of the ids of all records of a type. */
  listKeys(connection: Connection, request: KeyRequest): Promise<KeyPage>;
  /** The ERP's record types of an entity that can be compared; none unless all of them can. */
  comparedResources(connection: Connection, entity: Entity): string[];
  /** How many records of a type the ERP says it has; undefined where it does not say. */
  statedCount(connection: Connection, resource: string): Promise<number | undefined>;
  /** Those of the pulled ones that bring whole records: the others only tell of them in another way. */
  loadedResources(connection: Connection, entity: Entity): string[];
  /** The ERP's record types of an entity that can be pulled. */
  pulledResources(connection: Connection, entity: Entity): string[];
}
