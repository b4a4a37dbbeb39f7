import type { StatementSync } from 'node:sqlite';
import { openJournal, type Journal } from '../storage/journal.ts';
import type { ByteRange } from './byte-range.ts';

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** In quotes, as HTTP wants it. */
  readonly etag: string;
  readonly modifiedAt: number;
  /** Content type, user metadata and whatever else comes back with the object. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Bodies are apart from what listings read; keys compare by their UTF-8 bytes, as in S3. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified_at INTEGER NOT NULL,
    headers TEXT NOT NULL, body INTEGER NOT NULL, PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS bodies (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
`;

const STATEMENTS = {
  addBucket: 'INSERT OR IGNORE INTO buckets VALUES (?, ?)',
  removeBucket: 'DELETE FROM buckets WHERE name = ?',
  buckets: 'SELECT name, created_at FROM buckets ORDER BY name',
  bucket: 'SELECT 1 FROM buckets WHERE name = ?',
  find: 'SELECT * FROM objects WHERE bucket = ? AND key = ?',
  from: 'SELECT * FROM objects WHERE bucket = ? AND key >= ? ORDER BY key',
  put: 'INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)',
  remove: 'DELETE FROM objects WHERE bucket = ? AND key = ? RETURNING body',
  addBody: 'INSERT INTO bodies (bytes) VALUES (?)',
  removeBody: 'DELETE FROM bodies WHERE id = ?',
  read: `SELECT substr(bytes, ?, ?) AS bytes FROM bodies
    WHERE id = (SELECT body FROM objects WHERE bucket = ? AND key = ?)`,
} as const;
type Statements = Record<keyof typeof STATEMENTS, StatementSync>;

export interface Upload {
  readonly object: StoredObject;
  readonly body: Buffer;
  /** Asked in the same step as the write; what it throws prevents the write. */
  readonly condition: () => void;
}

export class ObjectStore {
  readonly #journal: Journal;
  readonly #sql: Statements;

  constructor(folder: string | undefined) {
    this.#journal = openJournal({ folder, name: 's3', schema: SCHEMA });
    const prepared = Object.entries(STATEMENTS).map(([name, sql]) => [
      name,
      this.#journal.database.prepare(sql),
    ]);
    this.#sql = Object.fromEntries(prepared) as Statements;
  }

  async addBucket(name: string, now: number): Promise<void> {
    await this.#journal.write(() => this.#sql.addBucket.run(name, now));
  }

  async removeBucket(name: string): Promise<void> {
    await this.#journal.write(() => this.#sql.removeBucket.run(name));
  }

  hasBucket(name: string): boolean {
    return this.#sql.bucket.get(name) !== undefined;
  }

  buckets(): { name: string; created_at: number }[] {
    return this.#sql.buckets.all() as unknown as { name: string; created_at: number }[];
  }

  find(bucket: string, key: string): StoredObject | undefined {
    const row = this.#sql.find.get(bucket, key) as ObjectRow | undefined;
    return row && objectOf(row);
  }

  /** In the order of their keys, beginning with the first that is not before `start`. */
  *from(bucket: string, start: string): Generator<StoredObject> {
    for (const row of this.#sql.from.iterate(bucket, start)) yield objectOf(row as unknown as ObjectRow);
  }

  /** Replaces an object of the same key. */
  async put(bucket: string, { object, body, condition }: Upload): Promise<void> {
    const { key, size, etag, modifiedAt, headers } = object;
    await this.#journal.write(() => {
      condition();
      this.#remove(bucket, key);
      const { lastInsertRowid: id } = this.#sql.addBody.run(body);
      this.#sql.put.run(bucket, key, size, etag, modifiedAt, JSON.stringify(headers), id);
    });
  }

  async remove(bucket: string, keys: readonly string[]): Promise<void> {
    await this.#journal.write(() => keys.forEach((key) => this.#remove(bucket, key)));
  }

  read(bucket: string, key: string, { start, length }: ByteRange): Uint8Array {
    const row = this.#sql.read.get(start + 1, length, bucket, key);
    return row?.bytes instanceof Uint8Array ? row.bytes : new Uint8Array();
  }

  close(): void {
    this.#journal.close();
  }

  #remove(bucket: string, key: string): void {
    const removed = this.#sql.remove.get(bucket, key);
    if (removed) this.#sql.removeBody.run(removed.body ?? null);
  }
}

interface ObjectRow {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modified_at: number;
  readonly headers: string;
}

function objectOf({ key, size, etag, modified_at: modifiedAt, headers }: ObjectRow): StoredObject {
  return { key, size, etag, modifiedAt, headers: JSON.parse(headers) as Record<string, string> };
}
