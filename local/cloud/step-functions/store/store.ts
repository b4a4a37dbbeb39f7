import { type Journal, openJournal } from '../../storage/journal.ts';
import { type ExecutionTable, executionTable } from './executions.ts';
import { type MachineTable, machineTable } from './machines.ts';
import { type PositionTable, positionTable } from './positions.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS definition (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS machine (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, role_arn TEXT NOT NULL,
    definition_id TEXT NOT NULL, created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS execution (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, name TEXT NOT NULL,
    type TEXT NOT NULL, role_arn TEXT NOT NULL, definition_id TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL,
    output TEXT, error TEXT, cause TEXT, started_at INTEGER NOT NULL, stopped_at INTEGER,
    started_by TEXT UNIQUE, redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER
  );
  CREATE INDEX IF NOT EXISTS execution_of_machine ON execution (machine_arn, seq);
  CREATE INDEX IF NOT EXISTS execution_running ON execution (seq) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS frame (
    execution_arn TEXT NOT NULL, path TEXT NOT NULL, frame TEXT NOT NULL, PRIMARY KEY (execution_arn, path)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS event (
    execution_arn TEXT NOT NULL, id INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (execution_arn, id)
  ) WITHOUT ROWID;
`;

/** What the service keeps: one file, or memory where there is no folder. */
export interface Store {
  readonly journal: Journal;
  readonly machines: MachineTable;
  readonly executions: ExecutionTable;
  readonly positions: PositionTable;
}

export function openStore(folder: string | undefined): Store {
  const journal = openJournal({ folder, name: 'step-functions', schema });
  const { database } = journal;
  return {
    journal,
    machines: machineTable(database),
    executions: executionTable(database),
    positions: positionTable(database),
  };
}
