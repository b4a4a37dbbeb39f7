import { entitySchema } from '../../domain/canonical/change.ts';
import type { ArchivedBody } from '../../domain/deliveries/delivery-message.ts';
import type { SettledPart } from '../../domain/deliveries/settle-delivery.ts';
import { receivedDelivery } from '../shared/ingestion/received-delivery.ts';
import type { Settlement } from '../shared/ingestion/write-settlements.ts';
import type { AppliedMessage } from './apply-delivery.ts';

/** What is to be recorded of an applied message. */
export const settlementOf = (
  applied: AppliedMessage,
  archive: ArchivedBody | undefined,
  nowMs: number,
): Settlement => ({
  received: receivedDelivery(applied.received.message, archive),
  part: partOf(applied, new Date(nowMs).toISOString()),
  numbers: applied.ingested.numbers,
  isFirst:
    applied.received.message.reason === undefined &&
    applied.received.receives === 1 &&
    applied.received.message.entities.length === 1,
});

/** A release or replay is for all that the delivery announces, whichever queue brought it. */
const partOf = ({ received: { message, receives }, ingested }: AppliedMessage, at: string): SettledPart => ({
  entities: message.reason ? entitySchema.options : [message.entity],
  outcomes: ingested.outcomes,
  attempt: { at, trigger: message.reason ?? 'delivery', by: message.by, receives },
});
