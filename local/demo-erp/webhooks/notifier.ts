import type { Clock } from '../../cloud/clock.ts';
import type { Misbehaviour } from '../misbehaviour.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { ChangeLog } from './change-log.ts';
import { sendingsOf } from './chaos.ts';
import type { Deliveries, Delivery } from './deliveries.ts';
import type { DeliveryJournal } from './delivery-journal.ts';
import { entriesFor } from './notification.ts';
import { outcomeOf } from './outcome.ts';
import type { Outcome, RetryRule } from './outcome.ts';
import { postNotification } from './post-notification.ts';

export interface NotifierOptions {
  readonly windowMilliseconds: number;
  readonly collectionThreshold: number;
  readonly timeoutMilliseconds: number;
  readonly retry: RetryRule;
}

export interface NotifierParts {
  readonly clock: Clock;
  readonly changes: ChangeLog;
  readonly deliveries: Deliveries;
  readonly subscriptions: Subscriptions;
  readonly misbehaviour: Misbehaviour;
  readonly journal: DeliveryJournal;
  readonly options: NotifierOptions;
  /** All or nothing: closing a window moves its changes into the outbox. */
  readonly together: (work: () => void) => void;
}

/** Turns changes into notifications and notifications into requests. */
export class Notifier {
  readonly #parts: NotifierParts;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** When there is something to do next; in the past when there is something now. */
  nextAt(underWay: ReadonlySet<number>): number | undefined {
    const { changes, deliveries, options } = this.#parts;
    const moments = [changes.firstDue(options.windowMilliseconds), deliveries.nextAt(underWay)];
    const known = moments.filter((moment) => moment !== undefined);
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  /** Closes the windows that are over. */
  closeWindows(): void {
    const { changes, together, options } = this.#parts;
    together(() => {
      for (const group of changes.takeDue(options.windowMilliseconds)) this.#enqueue(group);
    });
  }

  due(underWay: ReadonlySet<number>): Delivery[] {
    return this.#parts.deliveries.due(this.#parts.clock.now(), underWay);
  }

  /** One attempt, and what follows from the answer. */
  async deliver(delivery: Delivery): Promise<void> {
    const { clock, deliveries, journal, options, misbehaviour } = this.#parts;
    if (!this.#isWanted(delivery)) return deliveries.remove(delivery.id);
    const mark = misbehaviour.switches.byteOrderMark ? '\uFEFF' : '';
    const status = await postNotification(delivery.url, mark + delivery.body, options.timeoutMilliseconds);
    const now = clock.now();
    const outcome = outcomeOf(status, delivery, { now, rule: options.retry });
    this.#settle(delivery, outcome);
    const entries = (JSON.parse(delivery.body) as { value: unknown[] }).value.length;
    journal.note({
      now,
      url: delivery.url,
      entries,
      attempt: delivery.attempt + 1,
      status,
      outcome: outcome.kind,
    });
  }

  /** A subscription that expired or was deleted meanwhile gets nothing more. */
  #isWanted({ subscriptionIds }: Delivery): boolean {
    return subscriptionIds.some((id) => this.#parts.subscriptions.find(id) !== undefined);
  }

  #enqueue(group: ReturnType<ChangeLog['takeDue']>[number]): void {
    const { clock, deliveries, misbehaviour, options } = this.#parts;
    const entries = group.subscriptions.flatMap((subscription) =>
      entriesFor(
        subscription,
        group.changes.filter(({ subscriptionId }) => subscriptionId === subscription.id),
        options.collectionThreshold,
      ),
    );
    const now = clock.now();
    const subscriptionIds = [...new Set(entries.map(({ subscriptionId }) => subscriptionId))];
    for (const sending of sendingsOf(entries, misbehaviour, options.windowMilliseconds)) {
      const body = JSON.stringify({ value: sending.entries });
      deliveries.add({
        url: group.url,
        body,
        subscriptionIds,
        firstAt: now,
        nextAt: now + sending.delayMilliseconds,
      });
    }
  }

  #settle(delivery: Delivery, outcome: Outcome): void {
    const { deliveries, subscriptions } = this.#parts;
    if (outcome.kind === 'retry') return deliveries.retry(delivery.id, outcome.at);
    deliveries.remove(delivery.id);
    if (outcome.kind === 'unsubscribed') for (const id of delivery.subscriptionIds) subscriptions.remove(id);
  }
}
