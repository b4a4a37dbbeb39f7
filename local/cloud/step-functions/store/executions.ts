import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const text = z.string().nullable();
export const executionStatusSchema = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
const executionSchema = z.object({
  seq: z.number(),
  arn: z.string(),
  machineArn: z.string(),
  name: z.string(),
  type: z.enum(['STANDARD', 'EXPRESS']),
  roleArn: z.string(),
  definitionId: z.string(),
  input: z.string(),
  status: executionStatusSchema,
  output: text,
  error: text,
  cause: text,
  startedAt: z.number(),
  stoppedAt: z.number().nullable(),
  redriveCount: z.number(),
  redrivenAt: z.number().nullable(),
});
export type ExecutionRecord = z.infer<typeof executionSchema>;

export interface NewExecution {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly type: ExecutionRecord['type'];
  readonly roleArn: string;
  readonly definitionId: string;
  readonly input: string;
  readonly startedAt: number;
  /** The attempt of a Task that started it: the same attempt gets the same execution again. */
  readonly startedBy: string | null;
}

export type Ending = Pick<ExecutionRecord, 'arn' | 'status' | 'output' | 'error' | 'cause' | 'stoppedAt'>;

export interface Page {
  readonly machineArn: string;
  readonly status: string | null;
  /** Only executions before this sequence number. */
  readonly before: number;
  readonly limit: number;
}

export interface ExecutionTable {
  insert(execution: NewExecution): void;
  get(arn: string): ExecutionRecord | undefined;
  startedBy(attemptId: string): ExecutionRecord | undefined;
  end(ending: Ending): void;
  redrive(arn: string, at: number): void;
  remove(arn: string): void;
  running(): ExecutionRecord[];
  /** Latest first. */
  page(page: Page): ExecutionRecord[];
  /** Forgets what ended before the moment, with its positions and history. */
  forgetBefore(stoppedAt: number): void;
}

const select = `SELECT seq, arn, machine_arn AS machineArn, name, type, role_arn AS roleArn,
  definition_id AS definitionId, input, status, output, error, cause, started_at AS startedAt,
  stopped_at AS stoppedAt, redrive_count AS redriveCount, redriven_at AS redrivenAt FROM execution`;

export function executionTable(database: DatabaseSync): ExecutionTable {
  const { insert, end, redrive, remove } = changes(database);
  const get = database.prepare(`${select} WHERE arn = ?`);
  const startedBy = database.prepare(`${select} WHERE started_by = ?`);
  const running = database.prepare(`${select} WHERE status = 'RUNNING' ORDER BY seq`);
  const page = database.prepare(`${select} WHERE machine_arn = :machineArn AND seq < :before
    AND (:status IS NULL OR status = :status) ORDER BY seq DESC LIMIT :limit`);
  return {
    insert: (execution) => void insert.run({ ...execution }),
    end: (ending) => void end.run({ ...ending }),
    redrive: (arn, at) => void redrive.run(at, arn),
    remove: (arn) => void remove.run(arn),
    get: (arn) => executionSchema.optional().parse(get.get(arn)),
    startedBy: (attemptId) => executionSchema.optional().parse(startedBy.get(attemptId)),
    running: () => executionSchema.array().parse(running.all()),
    page: (wanted) => executionSchema.array().parse(page.all({ ...wanted })),
    forgetBefore: (stoppedAt) => forgetBefore(database, stoppedAt),
  };
}

function changes(database: DatabaseSync) {
  return {
    insert:
      database.prepare(`INSERT INTO execution (arn, machine_arn, name, type, role_arn, definition_id, input, status,
      started_at, started_by) VALUES (:arn, :machineArn, :name, :type, :roleArn, :definitionId, :input, 'RUNNING',
      :startedAt, :startedBy)`),
    end: database.prepare(`UPDATE execution SET status = :status, output = :output, error = :error, cause = :cause,
      stopped_at = :stoppedAt WHERE arn = :arn`),
    redrive:
      database.prepare(`UPDATE execution SET status = 'RUNNING', output = NULL, error = NULL, cause = NULL,
      stopped_at = NULL, redrive_count = redrive_count + 1, redriven_at = ? WHERE arn = ?`),
    remove: database.prepare('DELETE FROM execution WHERE arn = ?'),
  };
}

function forgetBefore(database: DatabaseSync, stoppedAt: number): void {
  const ended = 'SELECT arn FROM execution WHERE stopped_at < ?';
  for (const table of ['frame', 'event']) {
    database.prepare(`DELETE FROM ${table} WHERE execution_arn IN (${ended})`).run(stoppedAt);
  }
  database.prepare('DELETE FROM execution WHERE stopped_at < ?').run(stoppedAt);
}
