import { createHash } from 'node:crypto';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import { aMessage } from './a-message.ts';

/** What the door would queue of a webhook with this body. */
export function aDelivery(entity: Entity, body: object): DeliveryMessage {
  const bytes = Buffer.from(JSON.stringify(body));
  return aMessage([], {
    ...{ entity, entities: [entity] },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    body: { plain: bytes.toString('base64') },
  });
}
