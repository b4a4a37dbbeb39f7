import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whether this platform shows the processes of others as files. */
export const canSeeProcesses = existsSync('/proc/self/cmdline');

/** Command lines of all living processes that name this text, such as the data folder they were started with. */
export const processesNaming = (text: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => `${pid} ${commandLine(pid)}`)
    .filter((line) => line.includes(text));

/** Empty for a process that ended while we looked. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ESRCH)$/.test(String(error.code))) return '';
    throw error;
  }
}
