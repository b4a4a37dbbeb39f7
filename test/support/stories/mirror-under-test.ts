import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryState } from '../../../domain/records/delivery.ts';
import { applyDeliveries, type ApplyPorts } from '../../../functions/apply-delivery/apply-delivery.ts';
import { getDelivery } from '../../../functions/shared/store/deliveries.ts';
import { listNumbers } from '../../../functions/shared/store/numbers.ts';
import { recordIdOf } from '../../../functions/shared/store/record-ids.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { inTurns } from '../../../functions/shared/ingestion/in-turns.ts';
import { aDelivery } from '../ingestion/a-delivery.ts';
import { queued } from '../ingestion/a-message.ts';
import { connectorErp } from '../ingestion/connector-erp.ts';
import { ingestionWorld, type IngestionWorld } from '../ingestion/ingestion-world.ts';
import type { Arrivals } from './arrivals.ts';
import { heldBy, recordOf } from './held-record.ts';
import type { Told } from './story.ts';
import type { Truth } from './truth.ts';

/** One record, what its source tells of it, and the order in which that arrives. */
export interface Life {
  readonly entity: Entity;
  readonly externalId: string;
  readonly told: readonly Told[];
  readonly arrivals: Arrivals;
}

const source = { company: 'acme', connectionId: 'acme-erp' };
const PER_BATCH = 25;
const SIDE_BY_SIDE = 6;
const MANY = 24;

/** The production path from queued messages to records, with what it recorded and announced. */
export class MirrorUnderTest {
  readonly #ports: ApplyPorts & IngestionWorld;
  readonly #deliveryIds: string[] = [];

  constructor(store: Store) {
    this.#ports = {
      ...ingestionWorld(store, { erp: connectorErp() }),
      failures: { note: () => undefined },
      mostReceives: 5,
    };
  }

  /** Applies one notification of each life, in batches as a queue brings them. */
  async bring(arriving: readonly { readonly life: Life; readonly round: number }[]): Promise<void> {
    const messages = arriving.flatMap(({ life: { entity, told, arrivals }, round }) => {
      const body = told[arrivals[round] ?? -1];
      return body ? [aDelivery(entity, body)] : [];
    });
    this.#deliveryIds.push(...messages.map(({ deliveryId }) => deliveryId));
    await inTurns(batchesOf(messages), SIDE_BY_SIDE, async (batch) => {
      const again = await applyDeliveries(
        this.#ports,
        batch.map((message) => queued(message)),
      );
      if (again.length > 0) throw new Error(`${again.length} messages are to be brought again.`);
    });
  }

  /** What is held of each life's record, in the words of the truth. */
  heldOf(lives: readonly Life[]): Promise<Truth[]> {
    return inTurns(lives, MANY, async (life) =>
      heldBy(await recordOf(this.#ports.store, { ...source, ...life })),
    );
  }

  /** The states in which the deliveries ended, whatever their order. */
  statesOfDeliveries(): Promise<(DeliveryState | undefined)[]> {
    const { store } = this.#ports;
    return inTurns(this.#deliveryIds, MANY, async (deliveryId) => {
      const delivery = await getDelivery(store, source.company, deliveryId);
      return delivery?.state;
    });
  }

  /** Ids of the events that were published. */
  announcements(): string[] {
    return this.#ports.published.map(({ detail }) => detail.id);
  }

  /** Which records are found by a number, present or former. */
  async foundBy(entity: Entity, number: string): Promise<string[]> {
    const refs = await listNumbers(this.#ports.store, { ...source, entity, prefix: number });
    return refs.filter((ref) => ref.number === number).map(({ recordId }) => recordId);
  }
}

export const recordIdOfLife = ({ entity, externalId }: Pick<Life, 'entity' | 'externalId'>): string =>
  recordIdOf({ connectionId: source.connectionId, entity, externalId });

function batchesOf<Item>(items: readonly Item[]): Item[][] {
  const starts = Array.from({ length: Math.ceil(items.length / PER_BATCH) }, (_, index) => index * PER_BATCH);
  return starts.map((start) => items.slice(start, start + PER_BATCH));
}
