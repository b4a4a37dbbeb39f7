import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A database of one service: on disk when it has a folder, else in memory. */
export interface JournalOptions {
  readonly folder: string | undefined;
  readonly name: string;
  /** Statements that may run on every start (`CREATE … IF NOT EXISTS`). */
  readonly schema: string;
}

export interface Journal {
  readonly database: DatabaseSync;
  /**
   * Runs the work at once and resolves with its result when it is committed: an answer given after it survives
   * a killed process. What throws leaves nothing behind.
   */
  write<T>(work: () => T): Promise<T>;
  close(): void;
}

/**
 * All work of one turn of the event loop shares one transaction: under load a commit costs a fraction of a write.
 * `synchronous=NORMAL` with a write-ahead log survives every killed process; only a power cut may lose the last commits.
 */
export function openJournal(options: JournalOptions): Journal {
  const database = new DatabaseSync(locationOf(options));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000;');
  database.exec(options.schema);
  const commits = new GroupCommit(database);

  return {
    database,
    write: (work) => commits.write(work),
    close: () => {
      commits.flush();
      if (database.isOpen) database.close();
    },
  };
}

function locationOf({ folder, name }: JournalOptions): string {
  if (folder === undefined) return ':memory:';
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.db`);
  // Created here so that only its owner can read it; SQLite gives its log the same rights.
  closeSync(openSync(file, 'a', 0o600));
  return file;
}

interface Waiter {
  readonly committed: () => void;
  readonly failed: (cause: unknown) => void;
}

class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #undoable: <T>(work: () => T) => T;
  #waiters: Waiter[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#undoable = savepoint(database);
  }

  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#ensureTransaction();
      const result = this.#undoable(work);
      this.#waiters.push({ committed: () => resolve(result), failed: reject });
    });
  }

  flush(): void {
    if (!this.#database.isOpen || !this.#database.isTransaction) return this.#failAll(givenUp());
    try {
      this.#database.exec('COMMIT');
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      return this.#failAll(cause);
    }
    this.#settle((waiter) => waiter.committed());
  }

  #ensureTransaction(): void {
    if (this.#database.isTransaction) return;
    this.#failAll(givenUp());
    this.#database.exec('BEGIN IMMEDIATE');
    setImmediate(() => this.flush());
  }

  #failAll(cause: unknown): void {
    this.#settle((waiter) => waiter.failed(cause));
  }

  #settle(how: (waiter: Waiter) => void): void {
    const group = this.#waiters;
    this.#waiters = [];
    group.forEach(how);
  }
}

/** SQLite ends a whole transaction by itself when the disk is full or fails. */
function givenUp(): Error {
  return new Error('The database gave up the transaction.');
}

function savepoint(database: DatabaseSync): <T>(work: () => T) => T {
  const [open, release, undo] = prepare(database, ['SAVEPOINT work', 'RELEASE work', 'ROLLBACK TO work']);
  return (work) => {
    open();
    try {
      const result = work();
      release();
      return result;
    } catch (error) {
      if (database.isTransaction) {
        undo();
        release();
      }
      throw error;
    }
  };
}

function prepare<const S extends readonly string[]>(
  database: DatabaseSync,
  statements: S,
): { [K in keyof S]: () => void } {
  const run = (sql: string) => {
    const statement = database.prepare(sql);
    return () => void statement.run();
  };
  return statements.map(run) as { [K in keyof S]: () => void };
}
