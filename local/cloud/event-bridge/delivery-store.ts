import type { Journal } from '../storage/journal.ts';
import type { Routed } from './rule.ts';

export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY, rule TEXT NOT NULL, target TEXT NOT NULL, payload TEXT NOT NULL, dead_letter TEXT,
    retries_left INTEGER NOT NULL, expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_by_due ON deliveries (due_at);
`;

export interface StoredDelivery {
  readonly seq: number;
  readonly rule: string;
  readonly target: string;
  readonly payload: string;
  readonly dead_letter: string | null;
  readonly retries_left: number;
  readonly expires_at: number;
  readonly attempts: number;
  readonly due_at: number;
}

/** Under way: due when this process has ended, which is what `release` sees to at the next start. */
const UNDER_WAY = Number.MAX_SAFE_INTEGER;

const INSERT = `INSERT INTO deliveries (rule, target, payload, dead_letter, retries_left, expires_at, due_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

export type DeliveryStore = ReturnType<typeof openDeliveryStore>;

/** The statements on deliveries. Those that write belong inside a `journal.write`. */
export function openDeliveryStore({ database }: Journal) {
  const sql = {
    insert: database.prepare(INSERT),
    due: database.prepare('SELECT * FROM deliveries WHERE due_at <= ? ORDER BY due_at, seq LIMIT ?'),
    next: database.prepare('SELECT min(due_at) AS at FROM deliveries'),
    claim: database.prepare(`UPDATE deliveries SET due_at = ${UNDER_WAY} WHERE seq = ?`),
    postpone: database.prepare(
      'UPDATE deliveries SET attempts = attempts + 1, retries_left = retries_left - 1, due_at = ? WHERE seq = ?',
    ),
    bury: database.prepare(
      `UPDATE deliveries SET target = dead_letter, dead_letter = NULL, attempts = 0, due_at = ?,
       retries_left = ${UNDER_WAY}, expires_at = ${UNDER_WAY} WHERE seq = ?`,
    ),
    remove: database.prepare('DELETE FROM deliveries WHERE seq = ?'),
    release: database.prepare(`UPDATE deliveries SET due_at = ? WHERE due_at = ${UNDER_WAY}`),
    count: database.prepare('SELECT count(*) AS at FROM deliveries'),
  };

  return {
    insert: ({ rule, target, payload }: Routed, now: number) => {
      const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age } = target.RetryPolicy;
      const deadLetter = target.DeadLetterConfig?.Arn ?? null;
      sql.insert.run(rule.name, target.Arn, payload, deadLetter, retries, now + age * 1000, now);
    },
    // Rows of our own STRICT table.
    due: (now: number, max: number) => sql.due.all(now, max) as unknown as StoredDelivery[],
    nextDueAt: (): number => (sql.next.get() as { at: number | null }).at ?? UNDER_WAY,
    claim: (seq: number) => sql.claim.run(seq),
    postpone: (seq: number, until: number) => sql.postpone.run(until, seq),
    /** From now on it goes to the dead-letter queue, until that takes it. */
    bury: (seq: number, now: number) => sql.bury.run(now, seq),
    remove: (seq: number) => sql.remove.run(seq),
    release: (now: number) => sql.release.run(now),
    count: (): number => (sql.count.get() as { at: number }).at,
  };
}
