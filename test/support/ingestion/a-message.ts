import { createHash } from 'node:crypto';
import type { Change } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import { uuidV7 } from '../../../functions/shared/platform/uuid-v7.ts';

let sent = 0;

/** A delivery that announces these changes, as the door would queue it for the first of its entities. */
export function aMessage(
  changes: readonly Change[],
  overrides: Partial<DeliveryMessage> = {},
): DeliveryMessage {
  const bytes = Buffer.from(JSON.stringify(changes));
  const entities = [...new Set(changes.map(({ entity }) => entity))];
  const sentAt = Date.parse('2026-02-01T07:00:00.000Z') + (sent += 1);
  return {
    deliveryId: uuidV7(sentAt),
    ...{ company: 'acme', connectionId: 'acme-erp', channel: 'webhook' },
    entity: entities[0] ?? 'debtor',
    entities,
    receivedAt: new Date(sentAt).toISOString(),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    headers: {},
    body: { plain: bytes.toString('base64') },
    ...overrides,
  };
}

/** The message as the queue brings it. */
export const queued = (message: DeliveryMessage, receives = 1) => ({
  messageId: `m-${message.deliveryId}-${message.entity}`,
  body: JSON.stringify(message),
  receives,
});
