import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const runningSchema = z.object({
  pid: z.number(),
  urls: z.object({ webhooks: z.string(), admin: z.string(), demoErp: z.string() }),
  endpoints: z.record(z.string(), z.string()),
});
export type RunningInstance = z.infer<typeof runningSchema>;

/** The embedded installation that runs on this data folder; `undefined` when none does. */
export async function findInstance(dataFolder: string): Promise<RunningInstance | undefined> {
  const text = await readFile(join(dataFolder, 'running.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const instance = runningSchema.parse(JSON.parse(text));
  return isAlive(instance.pid) ? instance : undefined;
}

/** As `findInstance`; without one it fails with a sentence that says how to start it. */
export async function requireInstance(dataFolder: string): Promise<RunningInstance> {
  const instance = await findInstance(dataFolder);
  if (instance) return instance;
  throw new Error(
    `nothing runs on the data folder ${dataFolder}. Start it with "npm start", or name another folder with --data.`,
  );
}

/** Signal 0 only asks; EPERM means it lives and belongs to somebody else. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
