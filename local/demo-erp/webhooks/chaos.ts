import type { Misbehaviour } from '../misbehaviour.ts';
import type { NotificationEntry } from './notification.ts';

/** One sending of a notification: its entries and how much later than now. */
export interface Sending {
  readonly entries: readonly NotificationEntry[];
  readonly delayMilliseconds: number;
}

/** What misbehaviour makes of a notification: nothing, one sending or two, late or turned around. */
export function sendingsOf(
  entries: readonly NotificationEntry[],
  misbehaviour: Misbehaviour,
  windowMilliseconds: number,
): Sending[] {
  if (misbehaviour.strikes('dropWebhooks')) return [];
  const { delayWebhooksMilliseconds } = misbehaviour.switches;
  const isReordered = misbehaviour.strikes('reorderWebhooks');
  const sending: Sending = {
    entries: isReordered ? entries.toReversed() : entries,
    // Three windows are long enough for the next change to overtake.
    delayMilliseconds: delayWebhooksMilliseconds + (isReordered ? 3 * windowMilliseconds : 0),
  };
  return misbehaviour.strikes('duplicateWebhooks') ? [sending, sending] : [sending];
}
