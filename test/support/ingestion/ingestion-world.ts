import { changeSchema, type Change } from '../../../domain/canonical/change.ts';
import type { ArchivedBody, DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import { MappingError } from '../../../domain/errors.ts';
import type { RecordEvent } from '../../../domain/events/record-event.ts';
import { canonicalDebtorSchema } from '../../../domain/canonical/debtor.ts';
import { canonicalInvoiceSchema } from '../../../domain/canonical/invoice.ts';
import { canonicalOrderSchema } from '../../../domain/canonical/order.ts';
import { canonicalProductSchema } from '../../../domain/canonical/product.ts';
import type { JsonValue } from '../../../functions/shared/erp/lossless-json.ts';
import type { Erp, IngestionPorts, Mapped, SourceRecord } from '../../../functions/shared/ingestion/ports.ts';
import { uuidV7 } from '../../../functions/shared/platform/uuid-v7.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { aConnection } from './a-connection.ts';

/** Ports around a real store; the rest remembers what it was asked to do. */
export interface IngestionWorld extends IngestionPorts {
  readonly archived: Map<string, Uint8Array>;
  readonly published: RecordEvent[];
  readonly counted: string[];
  /** What the ERP answers when it is asked for a record, by external id; missing means gone. */
  readonly records: Map<string, JsonValue>;
  /** What is to be brought again, and after how many seconds. */
  readonly postponed: { readonly message: DeliveryMessage; readonly seconds: number }[];
  readonly queues: { later(message: DeliveryMessage, seconds: number): Promise<void> };
  /** The time that passes by itself: a millisecond per look. */
  readonly now: () => number;
}

const START = Date.parse('2026-02-01T08:00:00.000Z');

export function ingestionWorld(store: Store, overrides: Partial<IngestionPorts> = {}): IngestionWorld {
  const archived = new Map<string, Uint8Array>();
  const published: RecordEvent[] = [];
  const counted: string[] = [];
  const postponed: { readonly message: DeliveryMessage; readonly seconds: number }[] = [];
  const records = new Map<string, JsonValue>();
  let ticks = 0;
  const now = () => START + (ticks += 1);
  const world = {
    ...{ store, archived, published, counted, postponed, records, now },
    queues: {
      later: (message: DeliveryMessage, seconds: number) =>
        Promise.resolve(void postponed.push({ message, seconds })),
    },
    newId: () => uuidV7(now()),
    archive: memoryArchive(archived),
    events: {
      publish: (events: readonly RecordEvent[]) => {
        published.push(...events);
        return Promise.resolve(new Set<RecordEvent>());
      },
    },
    counts: { count: (name: string) => void counted.push(name) },
    connections: { find: () => Promise.resolve(aConnection()) },
    erp: plainErp(records),
  };
  return { ...world, ...overrides };
}

const memoryArchive = (archived: Map<string, Uint8Array>): IngestionPorts['archive'] => ({
  put: (key, bytes) => Promise.resolve(void archived.set(key, bytes)),
  read: ({ key, offset, length }: ArchivedBody) => {
    const object = archived.get(key);
    return object
      ? Promise.resolve(object.subarray(offset, offset + length))
      : Promise.reject(new Error(`No ${key}.`));
  },
});

/** An ERP whose notifications are a list of changes in our own words and whose records are canonical already. */
const plainErp = (records: ReadonlyMap<string, JsonValue> = new Map()): Erp => ({
  refresh: () => Promise.resolve(),
  announced: (_connection, json) =>
    Promise.resolve({
      ...{ authentic: true, ignored: [], refused: [], unreadable: [], forPeople: [], probe: false },
      changes: changeSchema.array().parse(json),
    }),
  fetch: (_connection, { externalId }) => Promise.resolve(records.get(externalId ?? '')),
  map: (_connection, source) => Promise.resolve().then(() => mapped(source)),
  pull: () => Promise.resolve({ payloads: [...records.values()] }),
  listed: (_connection, { entity, resource }, payloads) =>
    payloads.map((data) => listedChange(entity, resource, data)),
  listKeys: () => Promise.resolve({ externalIds: [...records.keys()], stated: records.size }),
  statedCount: () => Promise.resolve(records.size),
  loadedResources: (_connection, entity) => [`${entity}s`],
  comparedResources: (_connection, entity) => [`${entity}s`],
  pulledResources: (_connection, entity) => [`${entity}s`],
});

function listedChange(
  entity: Change['entity'],
  resource: string,
  data: JsonValue,
): Change & { externalId: string } {
  const externalId = canonicalDebtorSchema.pick({ externalId: true }).parse(data).externalId;
  return { entity, resource, data, externalId, change: 'updated' };
}

function mapped({ entity, payload }: SourceRecord): Mapped {
  const common = { payload: 'complete', tolerance: { amount: '0.01' } } as const;
  try {
    if (entity === 'debtor') return { ...common, entity, canonical: canonicalDebtorSchema.parse(payload) };
    if (entity === 'product') return { ...common, entity, canonical: canonicalProductSchema.parse(payload) };
    if (entity === 'order') return { ...common, entity, canonical: canonicalOrderSchema.parse(payload) };
    return { ...common, entity, canonical: canonicalInvoiceSchema.parse(payload) };
  } catch (cause) {
    throw new MappingError('It does not fit.', [{ field: entity, reason: 'wrong shape' }], { cause });
  }
}
