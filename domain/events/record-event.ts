import * as z from 'zod';
import { entitySchema } from '../canonical/change.ts';
import { recordEventTypeSchema, type RecordEventType } from '../records/mirrored-record.ts';

/** CloudEvents 1.0 as JSON: what stands in `detail` of an event on the bus. */
export interface CloudEvent<Data> {
  readonly specversion: '1.0';
  /** The same for every repetition of the same event. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Data;
}

export const recordEventDataSchema = z.object({
  company: z.string(),
  connectionId: z.string(),
  entity: entitySchema,
  recordId: z.string(),
  externalId: z.string(),
  number: z.string().optional(),
  deleted: z.boolean(),
  version: z.int(),
  deliveryId: z.string(),
  /** Of orders of ours, and of invoices that may bill one: they carry a key, or name orders of the ERP (I-7). */
  refersToOurs: z.literal(true).optional(),
});
export type RecordEventData = z.infer<typeof recordEventDataSchema>;

export interface RecordEvent {
  readonly type: RecordEventType;
  readonly detail: CloudEvent<RecordEventData>;
}

/** As it is read back from the bus; other members are left to whoever needs them. */
export const recordEventSchema = z.object({ type: recordEventTypeSchema, data: recordEventDataSchema });

interface Referring {
  readonly ourReference?: string | null | undefined;
  readonly lines?: readonly { readonly ourReference?: string | null | undefined }[] | undefined;
  readonly orders?: readonly object[] | null | undefined;
}

type Announced = Omit<RecordEventData, 'deleted' | 'version' | 'number' | 'deliveryId' | 'refersToOurs'> & {
  readonly updatedAt: string;
  readonly deletedAt?: string | undefined;
  readonly source: { readonly deliveryId: string };
  readonly canonical?: (Referring & { readonly number?: string | null | undefined }) | undefined;
  readonly event?: { readonly type: RecordEventType; readonly version: number } | undefined;
};

/** The event a stored record announces: its id follows from record and version, so that consumers know repetitions. */
export function recordEvent(record: Announced): RecordEvent | undefined {
  const { event, recordId, company, connectionId, entity, externalId } = record;
  if (!event) return undefined;
  const number = record.canonical?.number ?? undefined;
  const data = {
    ...{ company, connectionId, entity, recordId, externalId },
    ...(number === undefined ? {} : { number }),
    deleted: record.deletedAt !== undefined,
    version: event.version,
    deliveryId: record.source.deliveryId,
    ...(refersToOurs(record) && { refersToOurs: true as const }),
  };
  return { type: event.type, detail: cloudEvent(event, record, data) };
}

const cloudEvent = (
  { type, version }: { type: RecordEventType; version: number },
  { recordId, company, updatedAt }: Announced,
  data: RecordEventData,
): CloudEvent<RecordEventData> => ({
  specversion: '1.0',
  id: `${recordId}.${version}`,
  source: `orderseam/${company}`,
  type,
  subject: recordId,
  time: updatedAt,
  datacontenttype: 'application/json',
  data,
});

/** An order is only kept where it is one of ours, whatever a clerk wrote into its reference. */
function refersToOurs({ entity, canonical = {} }: Pick<Announced, 'entity' | 'canonical'>): boolean {
  const { ourReference, lines = [], orders } = canonical;
  if (entity === 'order' || (orders ?? []).length > 0) return true;
  return [{ ourReference }, ...lines].some((each) => Boolean(each.ourReference?.trim()));
}
