import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../../../local/cloud/storage/journal.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY) STRICT';

function aJournal(folder = temporaryFolder()) {
  const journal = openJournal({ folder, name: 'test', schema: SCHEMA });
  const insert = journal.database.prepare('INSERT INTO numbers VALUES (?)');
  const numbers = () =>
    journal.database
      .prepare('SELECT n FROM numbers ORDER BY n')
      .all()
      .map((row) => row.n);
  return { folder, journal, insert: (n: number) => insert.run(n), numbers };
}

describe('work on a journal', () => {
  it('is committed when its promise resolves', async () => {
    const { folder, journal, insert } = aJournal();

    const result = await journal.write(() => {
      insert(1);
      return 'done';
    });

    expect(result).toBe('done');
    expect(aJournal(folder).numbers()).toEqual([1]);
  });

  it('of one turn shares a commit, and what throws leaves nothing behind without harming the others', async () => {
    const { folder, journal, insert } = aJournal();
    const broken = journal.write(() => {
      insert(2);
      throw new Error('half-way');
    });

    const outcomes = await Promise.allSettled([
      journal.write(() => insert(1)),
      broken,
      journal.write(() => insert(3)),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(aJournal(folder).numbers()).toEqual([1, 3]);
  });

  it('fails together when the database gives up its transaction, and later work is not concerned', async () => {
    const { folder, journal, insert } = aJournal();
    const before = journal.write(() => insert(1));
    // As SQLite does by itself when the disk is full.
    const during = journal.write(() => journal.database.exec('ROLLBACK'));
    const after = journal.write(() => insert(2));

    const outcomes = await Promise.allSettled([before, during, after]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(aJournal(folder).numbers()).toEqual([2]);
  });

  it('is committed by closing', () => {
    const { folder, journal, insert } = aJournal();
    void journal.write(() => insert(1));

    journal.close();

    expect(aJournal(folder).numbers()).toEqual([1]);
  });
});
