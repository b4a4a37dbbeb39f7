import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../cloud/clock.ts';
import type { EntitySet } from '../records/entity-sets.ts';
import { ErpError } from '../records/erp-error.ts';
import { millisecondsPerDay } from '../values/instant.ts';

export interface Subscription {
  readonly id: string;
  readonly notificationUrl: string;
  readonly resource: string;
  readonly entitySet: EntitySet;
  readonly clientState: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly expiresAt: number;
  readonly revision: number;
}

export type SubscriptionWish = Pick<
  Subscription,
  'notificationUrl' | 'resource' | 'entitySet' | 'clientState'
>;

const lifetime = 3 * millisecondsPerDay;
const maximum = 200;

const columns = `id, notification_url AS notificationUrl, resource, entity_set AS entitySet, client_state AS clientState,
  created_at AS createdAt, modified_at AS modifiedAt, expires_at AS expiresAt, revision`;

/** Who wants to hear of changes. An expired subscription is gone, as if deleted. */
export class Subscriptions {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  list(): Subscription[] {
    const sql = `SELECT ${columns} FROM subscriptions WHERE expires_at > ? ORDER BY created_at, id`;
    return this.#database.prepare(sql).all(this.#clock.now()) as unknown as Subscription[];
  }

  find(id: string): Subscription | undefined {
    return this.list().find((subscription) => subscription.id === id);
  }

  /** Refuses a second subscription of the same resource by the same address, and the 201st of all. */
  requireRoomFor(wish: SubscriptionWish): void {
    const all = this.list();
    if (
      all.some(
        ({ notificationUrl, entitySet }) =>
          notificationUrl === wish.notificationUrl && entitySet === wish.entitySet,
      )
    ) {
      throw new ErpError(400, 'Internal_EntityWithSameKeyExists', 'The subscription already exists.');
    }
    if (all.length >= maximum) {
      throw new ErpError(
        400,
        'Application_DialogException',
        `There are ${maximum} subscriptions; delete one first.`,
      );
    }
  }

  create(wish: SubscriptionWish): Subscription {
    this.requireRoomFor(wish);
    const now = this.#clock.now();
    const id = randomUUID().replaceAll('-', '');
    return this.#keep({
      ...wish,
      id,
      createdAt: now,
      modifiedAt: now,
      expiresAt: now + lifetime,
      revision: 1,
    });
  }

  /** Lives for another three days from now. */
  renew(subscription: Subscription, wish: SubscriptionWish): Subscription {
    const now = this.#clock.now();
    const { revision } = subscription;
    return this.#keep({
      ...subscription,
      ...wish,
      modifiedAt: now,
      expiresAt: now + lifetime,
      revision: revision + 1,
    });
  }

  remove(id: string): void {
    this.#database.prepare('DELETE FROM pending_changes WHERE subscription_id = ?').run(id);
    this.#database.prepare('DELETE FROM subscriptions WHERE id = ?').run(id);
  }

  expireAll(): number {
    const all = this.list();
    for (const { id } of all) this.remove(id);
    return all.length;
  }

  #keep(subscription: Subscription): Subscription {
    const { id, notificationUrl, resource, entitySet, clientState } = subscription;
    const { createdAt, modifiedAt, expiresAt, revision } = subscription;
    this.#database
      .prepare('INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, notificationUrl, resource, entitySet, clientState, createdAt, modifiedAt, expiresAt, revision);
    return subscription;
  }
}
