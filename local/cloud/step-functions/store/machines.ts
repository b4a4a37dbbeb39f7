import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const machineSchema = z.object({
  arn: z.string(),
  name: z.string(),
  type: z.enum(['STANDARD', 'EXPRESS']),
  roleArn: z.string(),
  definitionId: z.string(),
  definition: z.string(),
  createdAt: z.number(),
});
export type Machine = z.infer<typeof machineSchema>;
export type MachineType = Machine['type'];

const select = `SELECT arn, name, type, role_arn AS roleArn, definition_id AS definitionId, text AS definition,
  created_at AS createdAt FROM machine JOIN definition ON definition.id = definition_id`;

export interface MachineTable {
  put(machine: Omit<Machine, 'definitionId'>): void;
  get(arn: string): Machine | undefined;
  list(): Machine[];
  /** The definition an execution was started with, which may be older than its machine's. */
  definition(id: string): string;
}

export function machineTable(database: DatabaseSync): MachineTable {
  const putDefinition = database.prepare('INSERT OR IGNORE INTO definition VALUES (?, ?)');
  const put = database.prepare('INSERT OR REPLACE INTO machine VALUES (?, ?, ?, ?, ?, ?)');
  const get = database.prepare(`${select} WHERE arn = ?`);
  const list = database.prepare(`${select} ORDER BY created_at, name`);
  const definition = database.prepare('SELECT text FROM definition WHERE id = ?');
  return {
    put: ({ arn, name, type, roleArn, definition: text, createdAt }) => {
      const id = createHash('sha256').update(text).digest('hex');
      putDefinition.run(id, text);
      put.run(arn, name, type, roleArn, id, createdAt);
    },
    get: (arn) => machineSchema.optional().parse(get.get(arn)),
    list: () => machineSchema.array().parse(list.all()),
    definition: (id) => z.object({ text: z.string() }).parse(definition.get(id)).text,
  };
}
