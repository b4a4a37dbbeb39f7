import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** How the command line finds a running instance. */
const runningSchema = z.object({
  pid: z.number(),
  urls: z.object({ webhooks: z.string(), admin: z.string(), demoErp: z.string() }),
  endpoints: z.record(z.string(), z.string()),
});
export type RunningFile = z.infer<typeof runningSchema>;

const fileIn = (folder: string): string => join(folder, 'running.json');

export function writeRunningFile(folder: string, running: RunningFile): void {
  const file = fileIn(folder);
  writeFileSync(`${file}.new`, JSON.stringify(running, undefined, 2));
  renameSync(`${file}.new`, file);
}

export function readRunningFile(folder: string): RunningFile | undefined {
  const file = fileIn(folder);
  return existsSync(file) ? runningSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export function removeRunningFile(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
