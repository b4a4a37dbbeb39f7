import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Journal } from '../storage/journal.ts';
import type { Receipt } from './receipt.ts';

export interface NewMessage {
  readonly body: string;
  /** Message attributes as sent, as JSON text. */
  readonly attributes: string | null;
  readonly sentAt: number;
  readonly visibleAt: number;
}

export interface StoredMessage {
  readonly seq: number;
  readonly id: string;
  readonly body: string;
  readonly attributes: string | null;
  readonly sent_at: number;
  readonly receives: number;
  readonly first_received_at: number | null;
  readonly source_arn: string | null;
}

export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export type MessageStore = ReturnType<typeof openMessageStore>;

const INSERT =
  'INSERT INTO messages (queue, id, body, attributes, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?)';
const READY = 'SELECT * FROM messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, seq LIMIT ?';
const NEXT = 'SELECT min(visible_at) AS at FROM messages WHERE queue = ?';
const TAKE = `UPDATE messages SET receives = receives + 1, visible_at = ?,
  first_received_at = coalesce(first_received_at, ?) WHERE seq = ?`;
const BURY = 'UPDATE messages SET queue = ?, visible_at = ?, source_arn = ? WHERE seq = ?';
const REDRIVE = `UPDATE messages SET queue = ?, visible_at = ?, sent_at = ?, receives = 0,
  first_received_at = NULL, source_arn = NULL WHERE seq = ?`;
const HELD = 'seq = ? AND id = ? AND receives = ?';
const COUNT = `SELECT count(*) FILTER (WHERE visible_at <= ?1) AS visible,
  count(*) FILTER (WHERE visible_at > ?1 AND receives > 0) AS inFlight,
  count(*) FILTER (WHERE visible_at > ?1 AND receives = 0) AS delayed FROM messages WHERE queue = ?2`;
/** Who held a message lived in the process that has ended: nobody will delete or release it any more. */
const RELEASE_ALL = 'UPDATE messages SET visible_at = ?1 WHERE receives > 0 AND visible_at > ?1';

const nextSchema = z.object({ at: z.number().nullable() });
const countSchema = z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number() });

/** The statements on messages. Those that write belong inside a `journal.write`. */
export function openMessageStore({ database }: Journal) {
  const sql = {
    insert: database.prepare(INSERT),
    ready: database.prepare(READY),
    next: database.prepare(NEXT),
    take: database.prepare(TAKE),
    bury: database.prepare(BURY),
    redrive: database.prepare(REDRIVE),
    remove: database.prepare(`DELETE FROM messages WHERE ${HELD}`),
    hide: database.prepare(`UPDATE messages SET visible_at = ? WHERE ${HELD} AND visible_at > ?`),
    purge: database.prepare('DELETE FROM messages WHERE queue = ?'),
    count: database.prepare(COUNT),
    releaseAll: database.prepare(RELEASE_ALL),
  };

  return {
    insert(queue: string, message: NewMessage): string {
      const id = randomUUID();
      sql.insert.run(queue, id, message.body, message.attributes, message.sentAt, message.visibleAt);
      return id;
    },
    ready: (queue: string, now: number, max: number): StoredMessage[] =>
      // Rows of our own table, typed by STRICT: validating each would double the price of a receive.
      sql.ready.all(queue, now, max) as unknown as StoredMessage[],
    nextVisibleAt: (queue: string): number => nextSchema.parse(sql.next.get(queue)).at ?? Infinity,
    take: (message: StoredMessage, now: number, visibleAt: number) =>
      sql.take.run(visibleAt, now, message.seq),
    bury: (message: StoredMessage, to: { queue: string; from: string; now: number }) =>
      sql.bury.run(to.queue, to.now, to.from, message.seq),
    redrive: (message: StoredMessage, queue: string, now: number) =>
      sql.redrive.run(queue, now, now, message.seq),
    remove: ({ seq, id, receives }: Receipt): void => void sql.remove.run(seq, id, receives),
    /** Whether the message was in flight; only then its visibility can change. */
    hide: ({ seq, id, receives }: Receipt, now: number, visibleAt: number): boolean =>
      sql.hide.run(visibleAt, seq, id, receives, now).changes > 0,
    purge: (queue: string) => sql.purge.run(queue),
    count: (queue: string, now: number): MessageCounts => countSchema.parse(sql.count.get(now, queue)),
    releaseAll: (now: number) => sql.releaseAll.run(now),
  };
}
