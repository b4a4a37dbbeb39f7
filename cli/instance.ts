import { readRunningFile, type RunningFile } from '../local/launch/running-file.ts';

/** The embedded installation that runs on this data folder; `undefined` when none does. */
export function findInstance(dataFolder: string): RunningFile | undefined {
  const instance = readRunningFile(dataFolder);
  return instance && isAlive(instance.pid) ? instance : undefined;
}

/** As `findInstance`; without one it fails with a sentence that says how to start it. */
export function requireInstance(dataFolder: string): RunningFile {
  const instance = findInstance(dataFolder);
  if (instance) return instance;
  throw new Error(
    `Nothing runs on the data folder ${dataFolder}. Start it with "npm start", or name another folder with --data.`,
  );
}

/** A killed process leaves its file behind. Signal 0 only asks; EPERM means it lives and belongs to somebody else. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
