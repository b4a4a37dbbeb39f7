import type { ReceivedDelivery, SettledPart } from '../../../domain/deliveries/settle-delivery.ts';
import type { TableWrite } from '../store/batch-write.ts';
import { heardWrite } from '../store/heard-webhooks.ts';
import type { Store } from '../store/store.ts';

interface Settled {
  readonly received: ReceivedDelivery;
  readonly part: SettledPart;
}

const EVERY_MS = 300_000;
/** What waited longer, in a queue or for a person, says nothing of today. */
const FRESH_MS = 900_000;

/** What this process noted, so that a busy connection costs one write in five minutes. */
const noted = new WeakMap<Store, Map<string, number>>();

/** That webhooks of these connections still come; catch-ups compare it with what they find. */
export function signsOfLife(store: Store, settled: readonly Settled[]): TableWrite[] {
  const known = noted.get(store) ?? new Map<string, number>();
  noted.set(store, known);
  return settled.flatMap(({ received: { connectionId, channel, receivedAt }, part }) => {
    const at = Date.parse(receivedAt);
    const isFresh = channel === 'webhook' && Date.parse(part.attempt.at) - at < FRESH_MS;
    if (!isFresh || at - (known.get(connectionId) ?? -Infinity) < EVERY_MS) return [];
    known.set(connectionId, at);
    return [heardWrite(store, { connectionId, receivedAt })];
  });
}
