import { instantSchema } from '../../../domain/canonical/values.ts';
import type { TableWrite } from './batch-write.ts';
import { keyOf, textOf } from './items.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** A webhook that came, as a sign of life of its connection. */
export interface HeardWebhook {
  readonly connectionId: string;
  readonly receivedAt: string;
}

/** Apart from the progress, which has writers enough; of two at once either is right, to some minutes. */
export const heardWrite = (store: Store, { connectionId, receivedAt }: HeardWebhook): TableWrite => ({
  table: store.crm,
  request: { PutRequest: { Item: { ...keyOf(keys.heardWebhook(connectionId)), at: { S: receivedAt } } } },
});

/** When the last webhook of a connection came, to some minutes. */
export async function lastHeard(store: Store, connectionId: string): Promise<string | undefined> {
  const Key = keyOf(keys.heardWebhook(connectionId));
  const { Item } = await store.tables('GetItem', { TableName: store.crm, Key });
  return Item && instantSchema.parse(textOf(Item, 'at'));
}
