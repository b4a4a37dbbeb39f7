import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';

export interface QueueSettings {
  readonly DEBTORS_QUEUE_URL: string;
  readonly PRODUCTS_QUEUE_URL: string;
  readonly INVOICES_QUEUE_URL: string;
}

/** The queue of each entity; resolves when the message is stored for good. */
export function entityQueues(client: SQSClient, settings: QueueSettings) {
  const urls: Readonly<Record<Entity, string>> = {
    debtor: settings.DEBTORS_QUEUE_URL,
    product: settings.PRODUCTS_QUEUE_URL,
    invoice: settings.INVOICES_QUEUE_URL,
  };
  return {
    async send(entity: Entity, message: DeliveryMessage): Promise<void> {
      await client.send(
        new SendMessageCommand({ QueueUrl: urls[entity], MessageBody: JSON.stringify(message) }),
      );
    },
  };
}
