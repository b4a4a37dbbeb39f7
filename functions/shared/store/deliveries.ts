import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { deliverySchema, type Delivery, type ParkedCause } from '../../../domain/records/delivery.ts';
import type { TableWrite } from './batch-write.ts';
import { keyOf, textOf, type Item } from './items.ts';
import { deliveryPartition, keys, parkedPartition } from './keys.ts';
import { listPage, type Listing, type Page, type PageRequest } from './pages.ts';
import { ConditionFailedError } from './refusals.ts';
import { isLike } from './row-filters.ts';
import type { Store } from './store.ts';

/** `head` is the whole delivery as JSON; only parked ones are in the sparse index. */
function deliveryItem(delivery: Delivery): Item {
  const item: Item = {
    ...keyOf(keys.delivery(delivery.company, delivery.deliveryId)),
    version: { N: String(delivery.version) },
    head: { S: JSON.stringify(delivery) },
  };
  if (delivery.state !== 'parked') return item;
  return {
    ...item,
    gsi1pk: { S: parkedPartition(delivery.company) },
    gsi1sk: { S: delivery.deliveryId },
  };
}

/** A write without condition, for a delivery nobody can have recorded before. */
export const deliveryWrite = (store: Store, delivery: Delivery): TableWrite => ({
  table: store.deliveries,
  request: { PutRequest: { Item: deliveryItem(delivery) } },
});

export const readDelivery = (item: Item): Delivery => deliverySchema.parse(JSON.parse(textOf(item, 'head')));

export async function getDelivery(
  store: Store,
  company: string,
  deliveryId: string,
): Promise<Delivery | undefined> {
  const answer = await store.tables('GetItem', {
    TableName: store.deliveries,
    Key: keyOf(keys.delivery(company, deliveryId)),
    ConsistentRead: true,
  });
  return answer.Item ? readDelivery(answer.Item) : undefined;
}

/**
 * Creates a delivery's record at version 1 or replaces the version before. False: somebody else wrote meanwhile;
 * read again and decide anew.
 */
export async function putDelivery(store: Store, delivery: Delivery): Promise<boolean> {
  const condition =
    delivery.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': { N: String(delivery.version - 1) } },
        };
  try {
    await store.tables('PutItem', {
      TableName: store.deliveries,
      Item: deliveryItem(delivery),
      ...condition,
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** For people: whoever settled it in between wins, and the loser is told. */
export async function updateDelivery(store: Store, delivery: Delivery): Promise<Delivery> {
  if (await putDelivery(store, delivery)) return delivery;
  throw new ConcurrentChangeError(`Delivery ${delivery.deliveryId} changed meanwhile; read it again.`);
}

export interface DeliveryFilter {
  readonly company: string;
  readonly state?: Delivery['state'] | undefined;
  readonly entity?: Delivery['entities'][number] | undefined;
  readonly connectionId?: string | undefined;
  /** The exact number of a record it touched. */
  readonly number?: string | undefined;
  /** Part of an ERP id, a number, a reason or the delivery's id. */
  readonly text?: string | undefined;
  /** Why something of it is parked. */
  readonly cause?: ParkedCause | undefined;
  /** Instants, inclusive. */
  readonly from: string;
  readonly to: string;
}

/** Newest first. Parked ones come from their own index, however long ago they arrived. */
export const listDeliveries = (
  store: Store,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<Delivery>> =>
  listPage(
    store,
    {
      table: store.deliveries,
      descending: true,
      ...placeOf(filter),
      read: (item) => {
        const delivery = readDelivery(item);
        return matches(delivery, filter) ? delivery : undefined;
      },
    },
    page,
  );

export interface ParkedFilter extends Pick<DeliveryFilter, 'company' | 'connectionId' | 'entity' | 'cause'> {
  /** An instant, exclusive. */
  readonly receivedBefore?: string | undefined;
}

export function listParked(
  store: Store,
  { receivedBefore, ...filter }: ParkedFilter,
  page: PageRequest,
): Promise<Page<Delivery>> {
  const to = receivedBefore === undefined ? '9999' : justBefore(receivedBefore);
  return listDeliveries(store, { ...filter, state: 'parked', from: '', to }, page);
}

const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

const placeOf = (filter: DeliveryFilter): Pick<Listing<Delivery>, 'index' | 'stretches'> =>
  filter.state === 'parked'
    ? { index: 'gsi1', stretches: [{ partition: parkedPartition(filter.company) }] }
    : { stretches: daysBack(filter).map((day) => ({ partition: deliveryPartition(filter.company, day) })) };

const DAY_MS = 86_400_000;

/** Every day between both instants, the last first. */
function daysBack({ from, to }: DeliveryFilter): string[] {
  const first = Date.parse(from.slice(0, 10));
  const days: string[] = [];
  for (let day = Date.parse(to.slice(0, 10)); day >= first; day -= DAY_MS) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

function matches(delivery: Delivery, filter: DeliveryFilter): boolean {
  const { changes } = delivery;
  return (
    delivery.receivedAt >= filter.from &&
    delivery.receivedAt <= filter.to &&
    (filter.state === undefined || filter.state === delivery.state) &&
    (filter.connectionId === undefined || filter.connectionId === delivery.connectionId) &&
    (filter.entity === undefined || delivery.entities.includes(filter.entity)) &&
    (filter.cause === undefined || changes.some(({ cause }) => cause === filter.cause)) &&
    (filter.number === undefined || changes.some((change) => change.number === filter.number)) &&
    isLike(
      [
        delivery.deliveryId,
        delivery.reason,
        ...changes.flatMap((change) => [change.externalId, change.number, change.reason]),
      ],
      filter.text,
    )
  );
}
