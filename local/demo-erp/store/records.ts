import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../../cloud/clock.ts';
import type { DocumentLine } from '../records/document-records.ts';
import { factsOf } from '../records/entity-sets.ts';
import type { DocumentSet, EntityRecords, EntitySet } from '../records/entity-sets.ts';
import { unknownRecord } from '../records/erp-error.ts';
import { parseExact, stringifyExact } from '../values/exact-json.ts';
import { instantText } from '../values/instant.ts';
import { inTransaction } from './database.ts';

/** A record as kept: lines stay JSON text, ready for the wire, because most reads never look inside. */
export interface StoredRecord<T> {
  readonly fields: T;
  readonly lines: string | undefined;
  readonly revision: number;
}

export interface RecordChange {
  readonly set: EntitySet;
  readonly id: string;
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly at: number;
}

interface RecordsOptions {
  readonly clock: Clock;
  /** Called inside the transaction of the change, so that no change goes without its notification. */
  readonly onChange: (change: RecordChange) => void;
}

type Tables = { [S in EntitySet]: Map<string, StoredRecord<EntityRecords[S]>> };

interface Row {
  readonly entity_set: EntitySet;
  readonly id: string;
  readonly revision: number;
  readonly fields: string;
  readonly lines: string | null;
}

/** All business records: read from memory, written through to the database. */
export class Records {
  readonly #database: DatabaseSync;
  readonly #options: RecordsOptions;
  readonly #write: StatementSync;
  readonly #erase: StatementSync;
  #tables: Tables = emptyTables();

  constructor(database: DatabaseSync, options: RecordsOptions) {
    this.#database = database;
    this.#options = options;
    this.#write = database.prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)');
    this.#erase = database.prepare('DELETE FROM records WHERE entity_set = ? AND id = ?');
    this.reload();
  }

  /** Reads everything from the database again, after a restore or a rolled back transaction. */
  reload(): void {
    const tables = emptyTables();
    for (const row of this.#database.prepare('SELECT * FROM records').all() as unknown as Row[]) {
      const table = tables[row.entity_set] as Map<string, StoredRecord<unknown>>;
      table.set(row.id, {
        fields: parseExact(row.fields),
        lines: row.lines ?? undefined,
        revision: row.revision,
      });
    }
    this.#tables = tables;
  }

  list<S extends EntitySet>(set: S): StoredRecord<EntityRecords[S]>[] {
    return [...this.#tables[set].values()];
  }

  find<S extends EntitySet>(set: S, id: string): StoredRecord<EntityRecords[S]> | undefined {
    return this.#tables[set].get(id.toLowerCase());
  }

  get<S extends EntitySet>(set: S, id: string): StoredRecord<EntityRecords[S]> {
    const found = this.find(set, id);
    if (!found) throw unknownRecord(factsOf(set).type, id);
    return found;
  }

  linesOf(set: DocumentSet, id: string): DocumentLine[] {
    return parseExact(this.get(set, id).lines ?? '[]') as DocumentLine[];
  }

  /** Creates or changes a record now; its modification time always grows, even within one millisecond. */
  put<S extends EntitySet>(
    set: S,
    fields: EntityRecords[S],
    lines?: readonly DocumentLine[],
  ): EntityRecords[S] {
    const before = this.find(set, fields.id);
    const at = Math.max(
      this.#options.clock.now(),
      before ? Date.parse(before.fields.lastModifiedDateTime) + 1 : 0,
    );
    const stamped = { ...fields, lastModifiedDateTime: instantText(at) };
    const text = lines ? stringifyExact(lines) : before?.lines;
    inTransaction(this.#database, () => {
      this.#keep(set, { fields: stamped, lines: text, revision: (before?.revision ?? 0) + 1 });
      this.#options.onChange({ set, id: fields.id, kind: before ? 'updated' : 'created', at });
    });
    return stamped;
  }

  /** Puts a record with its own modification time and tells nobody: for the seed. */
  plant<S extends EntitySet>(set: S, fields: EntityRecords[S], lines?: readonly DocumentLine[]): void {
    this.#keep(set, { fields, lines: lines && stringifyExact(lines), revision: 1 });
  }

  remove(set: EntitySet, id: string): void {
    const { fields } = this.get(set, id);
    const at = Math.max(this.#options.clock.now(), Date.parse(fields.lastModifiedDateTime) + 1);
    inTransaction(this.#database, () => {
      this.#erase.run(set, fields.id);
      this.#options.onChange({ set, id: fields.id, kind: 'deleted', at });
    });
    this.#tables[set].delete(fields.id);
  }

  /** Several changes as one; when one fails, none of them happened. */
  together<T>(work: () => T): T {
    try {
      return inTransaction(this.#database, work);
    } catch (error) {
      this.reload();
      throw error;
    }
  }

  #keep<S extends EntitySet>(set: S, record: StoredRecord<EntityRecords[S]>): void {
    const { id } = record.fields;
    this.#write.run(set, id, record.revision, stringifyExact(record.fields), record.lines ?? null);
    this.#tables[set].set(id, record);
  }
}

function emptyTables(): Tables {
  return {
    customers: new Map(),
    items: new Map(),
    itemCategories: new Map(),
    unitsOfMeasure: new Map(),
    paymentTerms: new Map(),
    accounts: new Map(),
    currencies: new Map(),
    salesInvoices: new Map(),
    salesCreditMemos: new Map(),
    salesOrders: new Map(),
  };
}
