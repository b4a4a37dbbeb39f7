import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const tables = `
  CREATE TABLE IF NOT EXISTS records (
    entity_set TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fields TEXT NOT NULL, lines TEXT,
    PRIMARY KEY (entity_set, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS number_series (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS snapshots (name TEXT PRIMARY KEY, taken_at INTEGER NOT NULL, series TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS snapshot_records (
    snapshot TEXT NOT NULL, entity_set TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
    fields TEXT NOT NULL, lines TEXT, PRIMARY KEY (snapshot, entity_set, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY, notification_url TEXT NOT NULL, resource TEXT NOT NULL, entity_set TEXT NOT NULL,
    client_state TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, revision INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS pending_changes (
    subscription_id TEXT NOT NULL, record_id TEXT NOT NULL, change_type TEXT NOT NULL, modified_at INTEGER NOT NULL,
    first_at INTEGER NOT NULL, first_modified_at INTEGER NOT NULL, PRIMARY KEY (subscription_id, record_id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, body TEXT NOT NULL, subscription_ids TEXT NOT NULL,
    attempt INTEGER NOT NULL, first_at INTEGER NOT NULL, next_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (next_at);
`;

/**
 * Opens the ERP's own file in the folder, or a database in memory. Committed changes survive a killed process: the
 * write-ahead log is handed to the operating system at every commit.
 */
export function openDatabase(folder: string | undefined): DatabaseSync {
  if (folder) mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(folder ? join(folder, 'demo-erp.sqlite') : ':memory:');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
  database.exec(tables);
  return database;
}

/** Runs all or nothing; an inner call joins the outer one. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
