import { accountEvent, type AccountEvent } from '../../../domain/events/account-event.ts';
import type { FailureLog } from '../../shared/platform/failure-log.ts';
import type { AdminPorts } from '../ports.ts';

export interface AccountBus {
  publish(events: readonly AccountEvent[]): Promise<ReadonlySet<AccountEvent>>;
}

/**
 * Tells that an account changed, so that couplings are proposed. The account is written by then, so a bus that is out of order must not turn
 * the answer into an error: it is noted, and the next change of the account or of a debtor like it makes up for it.
 */
export const announceAccount =
  (bus: AccountBus, failures: FailureLog): AdminPorts['announce'] =>
  async (account, options) => {
    try {
      const refused = await bus.publish([accountEvent(account, options)]);
      if (refused.size > 0)
        failures.note(new Error('The bus did not take the event of an account.'), undefined);
    } catch (error) {
      failures.note(error, undefined);
    }
  };
