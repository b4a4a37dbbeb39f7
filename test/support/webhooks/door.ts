import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Delivery } from '../../../domain/records/delivery.ts';
import { receiveDelivery } from '../../../functions/receive-delivery/receive-delivery.ts';
import type { DoorPorts, Refusal } from '../../../functions/receive-delivery/ports.ts';
import type { Answer } from '../../../functions/shared/erp/answer-policy.ts';
import { loadConnectors, type Connectors } from '../../../functions/shared/erp/connectors.ts';
import type { RawRequest, Secrets } from '../../../functions/shared/erp/types.ts';
import { settleOne } from '../../../functions/shared/ingestion/write-settlements.ts';
import { uuidV7 } from '../../../functions/shared/platform/uuid-v7.ts';
import { memoryDeliveries } from './memory-deliveries.ts';

export const DOOR_NOW = Date.parse('2026-02-01T08:00:00Z');

/** Everything a request brought about. */
export interface Effects {
  readonly queued: readonly { readonly entity: Entity; readonly message: DeliveryMessage }[];
  readonly archived: ReadonlyMap<string, Uint8Array>;
  readonly recorded: readonly Delivery[];
}

export interface Door {
  receive(connectionId: string, request: RawRequest): Promise<Answer>;
  effects(): Effects;
  readonly refusals: Refusal[];
  /** How many deliveries an operator was told to look at. */
  parked(): number;
  /** What the log of failures was told: nothing, unless we have a bug or an outage. */
  readonly failures: unknown[];
  forget(): void;
}

export interface DoorOptions {
  readonly connections: readonly Connection[];
  readonly secrets: Secrets;
  readonly connectors?: Connectors;
  readonly overrides?: Partial<DoorPorts>;
}

/** The use case behind the Webhook API with everything around it in memory. */
export function aDoor({ connections, secrets, connectors, overrides }: DoorOptions): Door {
  const deliveries = memoryDeliveries();
  const queued: { entity: Entity; message: DeliveryMessage }[] = [];
  const archived = new Map<string, Uint8Array>();
  const refusals: Refusal[] = [];
  const failures: unknown[] = [];
  let parked = 0;
  const ports: DoorPorts = {
    settle: (settlement) => settleOne(deliveries.store, settlement),
    now: () => DOOR_NOW,
    newId: () => uuidV7(DOOR_NOW),
    archive: {
      put: (key, bytes) => Promise.resolve(void archived.set(key, bytes)),
      read: () => Promise.reject(new Error('The door reads nothing.')),
    },
    connections: { find: (id) => Promise.resolve(connections.find((each) => each.connectionId === id)) },
    secrets: { of: () => Promise.resolve(secrets) },
    connectors: connectors ?? loadConnectors('connectors'),
    queues: { send: (entity, message) => Promise.resolve(void queued.push({ entity, message })) },
    counts: { refused: (refusal) => void refusals.push(refusal), parked: () => void (parked += 1) },
    failures: { note: (error) => void failures.push(error) },
    ...overrides,
  };
  return {
    receive: (connectionId, request) => receiveDelivery(ports, connectionId, request),
    effects: () => ({ queued, archived, recorded: deliveries.recorded() }),
    refusals,
    parked: () => parked,
    failures,
    forget: () => {
      for (const list of [queued, refusals, failures]) list.length = 0;
      parked = 0;
      archived.clear();
      deliveries.clear();
    },
  };
}

export const aConnection = (fields: Partial<Connection> = {}): Connection => ({
  connectionId: 'standard',
  company: 'demo',
  connector: 'standard',
  name: 'Signed webhooks',
  state: 'active',
  baseUrl: 'https://erp.test',
  settings: {},
  secretName: 'orderseam/standard',
  catchUp: { everyMinutes: 15, overlapSeconds: 120 },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
  ...fields,
});
