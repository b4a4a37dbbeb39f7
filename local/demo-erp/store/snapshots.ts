import type { DatabaseSync } from 'node:sqlite';
import { refused } from '../records/erp-error.ts';
import { instantText } from '../values/instant.ts';
import { inTransaction } from './database.ts';

export interface Snapshot {
  readonly name: string;
  readonly takenAt: string;
}

interface Series {
  readonly name: string;
  readonly last: number;
}

/** Copies of all records and number series. Restoring one is what a restored backup does: numbers are given again. */
export class Snapshots {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): Snapshot[] {
    const rows = this.#database
      .prepare('SELECT name, taken_at FROM snapshots ORDER BY taken_at, rowid')
      .all();
    return rows.map((row) => ({ name: String(row['name']), takenAt: instantText(Number(row['taken_at'])) }));
  }

  take(name: string, now: number): void {
    const series = JSON.stringify(this.#database.prepare('SELECT name, last FROM number_series').all());
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM snapshot_records WHERE snapshot = ?').run(name);
      this.#database.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)').run(name, now, series);
      this.#database.prepare('INSERT INTO snapshot_records SELECT ?, r.* FROM records r').run(name);
    });
  }

  /** Nobody is notified, as with a real backup; the caller reads the records anew. */
  restore(name: string): void {
    const found = this.#database.prepare('SELECT series FROM snapshots WHERE name = ?').get(name);
    if (!found) throw refused(`There is no snapshot '${name}'; GET /demo/snapshots lists them.`);
    const series = JSON.parse(String(found['series'])) as Series[];
    inTransaction(this.#database, () => {
      this.#database.exec('DELETE FROM records; DELETE FROM number_series;');
      const columns = 'entity_set, id, revision, fields, lines';
      this.#database
        .prepare(`INSERT INTO records SELECT ${columns} FROM snapshot_records WHERE snapshot = ?`)
        .run(name);
      const insert = this.#database.prepare('INSERT INTO number_series VALUES (?, ?)');
      for (const { name: seriesName, last } of series) insert.run(seriesName, last);
    });
  }
}
