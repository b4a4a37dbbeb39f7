import type { ArchivedBody, DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { Delivery } from '../../../domain/records/delivery.ts';
import { conflict } from '../../shared/http/problem.ts';
import type { AdminPorts } from '../ports.ts';

/** Why a stored delivery goes through the queues again, and who wants it. */
export type Wish = Required<Pick<DeliveryMessage, 'reason' | 'by'>>;

/** One message for all that it announces: what is applied already says so and changes nothing. */
export async function sendAgain({ queues }: AdminPorts, delivery: Delivery, wish: Wish): Promise<void> {
  const message = messageOf(delivery, requireArchived(delivery), wish);
  await queues.send(message.entity, message);
}

export function requireArchived({ archive, deliveryId }: Delivery): ArchivedBody {
  if (!archive) throw conflict(`Delivery ${deliveryId} is still on its way; wait until it is settled.`);
  return archive;
}

/** What was parked at the door announced no entity yet; any queue will do for reading it again. */
function messageOf(delivery: Delivery, archived: ArchivedBody, wish: Wish): DeliveryMessage {
  const { deliveryId, company, connectionId, receivedAt, channel, sha256, size, headers } = delivery;
  const { contentType, resource, refusedEntries } = delivery;
  const [entity = 'debtor', ...others] = delivery.entities;
  return {
    ...{ deliveryId, company, connectionId, receivedAt, channel, sha256, size, headers, ...wish },
    ...{ entity, entities: [entity, ...others], body: { archived } },
    ...(contentType !== undefined && { contentType }),
    ...(resource !== undefined && { resource }),
    ...(refusedEntries !== undefined && { refusedEntries }),
  };
}
