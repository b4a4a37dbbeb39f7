import type { DatabaseSync } from 'node:sqlite';

/** A notification on its way: exactly these bytes to this address, tried again until it arrives or is given up. */
export interface Delivery {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly subscriptionIds: readonly string[];
  readonly attempt: number;
  readonly firstAt: number;
}

export type NewDelivery = Pick<Delivery, 'url' | 'body' | 'subscriptionIds' | 'firstAt'> & {
  readonly nextAt: number;
};

/** Rows looked at in one go: more than can be under way at once. */
const glance = 64;

/** The outbox; what was due when the process died is sent after the restart. */
export class Deliveries {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add({ url, body, subscriptionIds, firstAt, nextAt }: NewDelivery): void {
    this.#database
      .prepare(
        'INSERT INTO deliveries (url, body, subscription_ids, attempt, first_at, next_at) VALUES (?, ?, ?, 0, ?, ?)',
      )
      .run(url, body, JSON.stringify(subscriptionIds), firstAt, nextAt);
  }

  /** The moment of the next attempt among those that are not on their way already. */
  nextAt(underWay: ReadonlySet<number>): number | undefined {
    const rows = this.#database
      .prepare(`SELECT id, next_at FROM deliveries ORDER BY next_at LIMIT ${glance}`)
      .all();
    for (const row of rows) if (!underWay.has(Number(row['id']))) return Number(row['next_at']);
    return undefined;
  }

  due(now: number, underWay: ReadonlySet<number>): Delivery[] {
    const sql = `SELECT * FROM deliveries WHERE next_at <= ? ORDER BY next_at, id LIMIT ${glance}`;
    const rows = this.#database.prepare(sql).all(now);
    return rows.filter((row) => !underWay.has(Number(row['id']))).map(deliveryFrom);
  }

  remove(id: number): void {
    this.#database.prepare('DELETE FROM deliveries WHERE id = ?').run(id);
  }

  retry(id: number, nextAt: number): void {
    this.#database
      .prepare('UPDATE deliveries SET attempt = attempt + 1, next_at = ? WHERE id = ?')
      .run(nextAt, id);
  }
}

const deliveryFrom = (row: Record<string, unknown>): Delivery => ({
  id: Number(row['id']),
  url: String(row['url']),
  body: String(row['body']),
  subscriptionIds: JSON.parse(String(row['subscription_ids'])) as string[],
  attempt: Number(row['attempt']),
  firstAt: Number(row['first_at']),
});
