import type { Entity } from '../../domain/canonical/change.ts';
import type { ComparedEntity } from '../../domain/comparison/comparison.ts';
import type { ArchivedBody, DeliveryMessage } from '../../domain/deliveries/delivery-message.ts';
import type { Account } from '../../domain/records/account.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { DebtorRecord } from '../../domain/records/debtor.ts';
import type { Delivery } from '../../domain/records/delivery.ts';
import type { Connectors } from '../shared/erp/connectors.ts';
import type { Secrets } from '../shared/erp/types.ts';
import type { RenderAnswer, RenderRequest } from '../../domain/documents/render-request.ts';
import type { Ledger } from '../shared/store/ledger/ledger.ts';
import type { Store } from '../shared/store/store.ts';
import type { ReadAsset } from './docs-page/assets.ts';
import type { DeliveryPreview } from './views/delivery-view.ts';
import type { Rehearsal, RehearsalAnswer } from './views/rehearsal-view.ts';
import type { TrialAnswer, TrialRequest } from './views/trial-view.ts';

/** Credentials of connections; nothing reads them back to a client. */
export interface ConnectionSecrets {
  read(secretName: string): Promise<Secrets>;
  create(secretName: string, secrets: Secrets): Promise<void>;
  replace(secretName: string, secrets: Secrets): Promise<void>;
  remove(secretName: string): Promise<void>;
}

export interface QueueDepth {
  readonly queue: string;
  readonly waiting: number;
  readonly inFlight: number;
}

export interface Queues {
  send(entity: Entity, message: DeliveryMessage): Promise<void>;
  depths(): Promise<QueueDepth[]>;
  deadLetterDepths(): Promise<QueueDepth[]>;
}

export interface ComparisonToStart {
  readonly connectionId: string;
  readonly entity: ComparedEntity;
  /** Counts only, changes nothing. */
  readonly preview: boolean;
}

export interface FirstLoadToStart {
  readonly connectionId: string;
  readonly firstLoadId: string;
  /** Counts its starts. */
  readonly attempt: number;
}

/** Services of the cloud beside the tables. */
export interface CloudPorts {
  readonly secrets: ConnectionSecrets;
  readonly queues: Queues;
  readonly catchUps: { start(connectionId: string): Promise<void> };
  readonly comparisons: { start(comparison: ComparisonToStart): Promise<void> };
  readonly firstLoads: { start(load: FirstLoadToStart): Promise<void> };
  /** Never fails the request: the record is written, and the next change of account or debtor makes up for it. */
  readonly announce: (account: Account, options: { readonly deleted: boolean }) => Promise<void>;
  /** Fails the request where the bus does not take it: links follow this event, and no other makes up for it. */
  readonly announceDebtor: (debtor: DebtorRecord) => Promise<void>;
}

/** What was received, and whom it came from. */
export interface ErpPorts {
  readonly archive: { read(place: ArchivedBody): Promise<Uint8Array> };
  readonly connectors: () => Promise<Connectors>;
  readonly testConnection: (connection: Connection) => Promise<{ ok: boolean; detail: string }>;
  /** What each change of a stored delivery would become with the mapping of today; changes nothing. */
  readonly preview: (delivery: Delivery) => Promise<DeliveryPreview>;
  /** What a connection would do with a body; changes nothing. */
  readonly tryBody: (connection: Connection, request: TrialRequest) => Promise<TrialAnswer>;
  /** What a changed connector would make of stored deliveries; changes nothing. */
  readonly rehearse: (connection: Connection, rehearsal: Rehearsal) => Promise<RehearsalAnswer>;
}

/** The bucket of letterheads and documents. */
export interface DocumentFiles {
  put(key: string, bytes: Uint8Array): Promise<void>;
  read(key: string): Promise<Uint8Array | undefined>;
}

export interface HandOverToStart {
  readonly company: string;
  readonly orderId: string;
  /** Counts the releases of the order. */
  readonly attempt: number;
}

/** What the sale needs beside the tables. */
export interface SalePorts {
  readonly documents: DocumentFiles;
  readonly render: (request: RenderRequest) => Promise<RenderAnswer>;
  /** Starting the same attempt twice is one hand-over. */
  readonly handOvers: { start(handOver: HandOverToStart): Promise<void> };
}

/** What the routes need of the outside world. */
export interface AdminPorts extends CloudPorts, ErpPorts, SalePorts {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly readAsset: ReadAsset;
  readonly webhookBaseUrl: string;
  /** Hosts of the operator's own network that connections may name. */
  readonly ownHosts: readonly string[];
  readonly now: () => Date;
  /** The day it is in the company's time zone. */
  readonly today: () => string;
  readonly newId: () => string;
}
