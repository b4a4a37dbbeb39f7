import { openJournal } from '../storage/journal.ts';

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

export type ObjectStore = ReturnType<typeof openObjectStore>;

export function openObjectStore(folder: string | undefined) {
  const journal = openJournal({ folder, name: 's3', schema: SCHEMA });
  const prepare = (sql: string) => journal.database.prepare(sql);
  const sql = {
    addBucket: prepare('INSERT OR IGNORE INTO buckets VALUES (?, ?)'),
    removeBucket: prepare('DELETE FROM buckets WHERE name = ?'),
    buckets: prepare('SELECT name, created_at FROM buckets ORDER BY name'),
    bucket: prepare('SELECT 1 FROM buckets WHERE name = ?'),
    find: prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?'),
    from: prepare('SELECT * FROM objects WHERE bucket = ? AND key >= ? ORDER BY key'),
    put: prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)'),
    remove: prepare('DELETE FROM objects WHERE bucket = ? AND key = ? RETURNING body'),
    addBody: prepare('INSERT INTO bodies (bytes) VALUES (?)'),
    removeBody: prepare('DELETE FROM bodies WHERE id = ?'),
    read: prepare(
      'SELECT substr(bytes, ?, ?) AS bytes FROM bodies WHERE id = (SELECT body FROM objects WHERE bucket = ? AND key = ?)',
    ),
  };
  const remove = (bucket: string, key: string): void => {
    const removed = sql.remove.get(bucket, key);
    if (removed) sql.removeBody.run(removed.body ?? null);
  };

  return {
    addBucket: (name: string, now: number) => journal.write(() => sql.addBucket.run(name, now)),
    removeBucket: (name: string) => journal.write(() => sql.removeBucket.run(name)),
    hasBucket: (name: string): boolean => sql.bucket.get(name) !== undefined,
    buckets: () => sql.buckets.all() as unknown as { name: string; created_at: number }[],
    find: (bucket: string, key: string): StoredObject | undefined => {
      const row = sql.find.get(bucket, key) as ObjectRow | undefined;
      return row && objectOf(row);
    },
    /** In the order of their keys, beginning with the first that is not before `from`. */
    *from(bucket: string, from: string): Generator<StoredObject> {
      for (const row of sql.from.iterate(bucket, from)) yield objectOf(row as unknown as ObjectRow);
    },
    /** Replaces an object of the same key; `unless` is asked in the same step and may throw. */
    put: (bucket: string, object: StoredObject, body: Buffer, unless: () => void) =>
      journal.write(() => {
        unless();
        remove(bucket, object.key);
        const { lastInsertRowid: id } = sql.addBody.run(body);
        const { key, size, etag, modifiedAt, headers } = object;
        sql.put.run(bucket, key, size, etag, modifiedAt, JSON.stringify(headers), id);
      }),
    remove: (bucket: string, keys: readonly string[]) =>
      journal.write(() => keys.forEach((key) => remove(bucket, key))),
    read: (bucket: string, key: string, { start, length }: { start: number; length: number }): Uint8Array => {
      const row = sql.read.get(start + 1, length, bucket, key);
      return row?.bytes instanceof Uint8Array ? row.bytes : new Uint8Array();
    },
    close: () => journal.close(),
  };
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
