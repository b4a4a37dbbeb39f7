import type { Subscription } from '../subscriptions/subscriptions.ts';
import { instantText } from '../values/instant.ts';
import type { PendingChange } from './change-log.ts';

/** One entry of a notification, as Business Central writes it. */
export interface NotificationEntry {
  readonly subscriptionId: string;
  readonly clientState: string;
  readonly expirationDateTime: string;
  readonly resource: string;
  readonly changeType: PendingChange['changeType'] | 'collection';
  readonly lastModifiedDateTime: string;
}

/** An entry per record; more records than the threshold become one entry that says how to ask for them. */
export function entriesFor(
  subscription: Subscription,
  changes: readonly PendingChange[],
  collectionThreshold: number,
): NotificationEntry[] {
  if (changes.length > collectionThreshold) return [collectionEntry(subscription, changes)];
  const path = pathOf(subscription);
  return changes.map(({ recordId, changeType, modifiedAt }) => ({
    ...common(subscription),
    resource: `${path}(${recordId})`,
    changeType,
    lastModifiedDateTime: instantText(modifiedAt),
  }));
}

/** The filter says "later than", so it starts a millisecond before the first change. */
function collectionEntry(subscription: Subscription, changes: readonly PendingChange[]): NotificationEntry {
  const first = Math.min(...changes.map(({ firstModifiedAt }) => firstModifiedAt));
  const last = Math.max(...changes.map(({ modifiedAt }) => modifiedAt));
  const filter = `lastModifiedDateTime%20gt%20${instantText(first - 1)}`;
  return {
    ...common(subscription),
    resource: `/${pathOf(subscription)}?$filter=${filter}`,
    changeType: 'collection',
    lastModifiedDateTime: instantText(last),
  };
}

const common = ({ id, clientState, expiresAt }: Subscription) => ({
  subscriptionId: id,
  clientState,
  expirationDateTime: instantText(expiresAt),
});

const pathOf = ({ resource }: Subscription): string =>
  (URL.parse(resource)?.pathname ?? resource).replace(/^\//, '');
