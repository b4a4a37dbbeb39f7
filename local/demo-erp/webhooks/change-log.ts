import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../cloud/clock.ts';
import type { RecordChange } from '../store/records.ts';
import type { Subscription, Subscriptions } from '../subscriptions/subscriptions.ts';

/** A record that changed for a subscriber; several changes of one record are one. */
export interface PendingChange {
  readonly subscriptionId: string;
  readonly recordId: string;
  readonly changeType: RecordChange['kind'];
  readonly modifiedAt: number;
  /** When the first change happened by the clock, and by the record's own time. */
  readonly firstAt: number;
  readonly firstModifiedAt: number;
}

/** Changes that wait until their merging window closes. */
export class ChangeLog {
  readonly #database: DatabaseSync;
  readonly #subscriptions: Subscriptions;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, subscriptions: Subscriptions, clock: Clock) {
    this.#database = database;
    this.#subscriptions = subscriptions;
    this.#clock = clock;
  }

  /** Notes the change for every subscriber of the set; runs inside the transaction of the change. */
  record(change: RecordChange): boolean {
    const interested = this.#subscriptions.list().filter(({ entitySet }) => entitySet === change.set);
    for (const { id } of interested) this.#merge(id, change);
    return interested.length > 0;
  }

  /** The moment at which the earliest window closes. */
  firstDue(windowMilliseconds: number): number | undefined {
    const row = this.#database.prepare('SELECT min(first_at) AS first FROM pending_changes').get();
    const first = row?.['first'] ?? undefined;
    return first === undefined ? undefined : Number(first) + windowMilliseconds;
  }

  /** Takes all changes of the addresses whose window has closed, grouped by address. */
  takeDue(
    windowMilliseconds: number,
  ): { url: string; subscriptions: Subscription[]; changes: PendingChange[] }[] {
    const byUrl = Map.groupBy(this.#subscriptions.list(), ({ notificationUrl }) => notificationUrl);
    const closed = this.#clock.now() - windowMilliseconds;
    const due = [...byUrl].flatMap(([url, subscriptions]) => {
      const changes = subscriptions.flatMap(({ id }) => this.#changesOf(id));
      return changes.some(({ firstAt }) => firstAt <= closed) ? [{ url, subscriptions, changes }] : [];
    });
    const erase = this.#database.prepare('DELETE FROM pending_changes WHERE subscription_id = ?');
    for (const { subscriptions } of due) for (const { id } of subscriptions) erase.run(id);
    this.#forgetExpired();
    return due;
  }

  #changesOf(subscriptionId: string): PendingChange[] {
    const sql = `SELECT subscription_id AS subscriptionId, record_id AS recordId, change_type AS changeType,
      modified_at AS modifiedAt, first_at AS firstAt, first_modified_at AS firstModifiedAt
      FROM pending_changes WHERE subscription_id = ? ORDER BY modified_at, record_id`;
    return this.#database.prepare(sql).all(subscriptionId) as unknown as PendingChange[];
  }

  /** A record created and changed in one window was created; one that was deleted is deleted, whatever came before. */
  #merge(subscriptionId: string, { id, kind, at }: RecordChange): void {
    this.#database
      .prepare(
        `INSERT INTO pending_changes VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET modified_at = excluded.modified_at,
           change_type = iif(excluded.change_type = 'updated', change_type, excluded.change_type)`,
      )
      .run(subscriptionId, id, kind, at, this.#clock.now(), at);
  }

  /** What waits for nobody must not keep the pump awake. */
  #forgetExpired(): void {
    this.#database
      .prepare(
        'DELETE FROM pending_changes WHERE subscription_id NOT IN (SELECT id FROM subscriptions WHERE expires_at > ?)',
      )
      .run(this.#clock.now());
  }
}
