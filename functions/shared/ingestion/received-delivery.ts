import type { ArchivedBody, DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { ReceivedDelivery } from '../../../domain/deliveries/settle-delivery.ts';

/** What is known of a delivery before any of it is settled. */
export function receivedDelivery(
  message: Omit<DeliveryMessage, 'entity' | 'body'>,
  archive: ArchivedBody | undefined,
): ReceivedDelivery {
  const { deliveryId, company, connectionId, receivedAt, entities, channel } = message;
  const { resource, sha256, size, contentType, headers, refusedEntries } = message;
  return {
    ...{ deliveryId, company, connectionId, receivedAt, entities, channel },
    ...{ resource, sha256, size, contentType, headers, refusedEntries, archive },
  };
}
