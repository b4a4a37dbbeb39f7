import type { Entity } from '../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../domain/deliveries/delivery-message.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { Connectors } from '../shared/erp/connectors.ts';
import type { Secrets } from '../shared/erp/types.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import type { Settlement } from '../shared/ingestion/write-settlements.ts';
import type { FailureLog } from '../shared/platform/failure-log.ts';

/** Why a request was not taken over; counted, because nothing else is changed by it (W5). */
export type Refusal =
  | 'unknown-connection'
  | 'method'
  | 'too-large'
  | 'unauthenticated'
  | 'malformed'
  | 'handshake-failed'
  | 'overload';

export interface DoorPorts extends Pick<IngestionPorts, 'archive' | 'now' | 'newId'> {
  /** Both may be remembered for a while, secrets no longer than asked for; the same object means that nothing newer was read. */
  readonly connections: { find(connectionId: string): Promise<Connection | undefined> };
  readonly secrets: { of(connection: Connection, atMostMs?: number): Promise<Secrets> };
  readonly connectors: Connectors;
  /** Records what is settled already and goes into no queue. */
  readonly settle: (settlement: Pick<Settlement, 'received' | 'part'>) => Promise<void>;
  readonly queues: { send(entity: Entity, message: DeliveryMessage): Promise<void> };
  /** What an operator is alarmed by. */
  readonly counts: { refused(refusal: Refusal): void; parked(): void };
  readonly failures: FailureLog;
}
