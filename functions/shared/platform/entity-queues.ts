import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { SendMessage } from './aws/send-message.ts';

export interface QueueSettings {
  readonly DEBTORS_QUEUE_URL: string;
  readonly PRODUCTS_QUEUE_URL: string;
  readonly INVOICES_QUEUE_URL: string;
  readonly ORDERS_QUEUE_URL: string;
}

/** The queue of each entity; resolves when the message is stored for good. */
export function entityQueues(sendMessage: SendMessage, settings: QueueSettings) {
  const urls: Readonly<Record<Entity, string>> = {
    debtor: settings.DEBTORS_QUEUE_URL,
    product: settings.PRODUCTS_QUEUE_URL,
    invoice: settings.INVOICES_QUEUE_URL,
    order: settings.ORDERS_QUEUE_URL,
  };
  return {
    send: (entity: Entity, message: DeliveryMessage): Promise<void> =>
      sendMessage(urls[entity], JSON.stringify(message)),
    /** To the queue that it came from. */
    later: (message: DeliveryMessage, seconds: number): Promise<void> =>
      sendMessage(urls[message.entity], JSON.stringify(message), seconds),
  };
}
