import { EventsNotTakenError } from '../../../domain/errors.ts';
import { recordEvent, type RecordEvent } from '../../../domain/events/record-event.ts';
import type { AdminPorts } from '../ports.ts';

export interface DebtorBus {
  publish(events: readonly RecordEvent[]): Promise<ReadonlySet<RecordEvent>>;
}

/** Tells that a debtor changed by a person's word, so that its link follows. */
export const announceDebtor =
  (bus: DebtorBus): AdminPorts['announceDebtor'] =>
  async (debtor) => {
    const event = recordEvent(debtor);
    const refused = await bus.publish(event ? [event] : []);
    if (refused.size > 0)
      throw new EventsNotTakenError('The merge is stored but was not announced; repeat the request.');
  };
