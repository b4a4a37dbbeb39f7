import { vi } from 'vitest';
import { run } from '../../cli/run.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line of `orderseam` in this process, as a script would: without a terminal or settings of its own. */
export async function runCommand(...args: string[]): Promise<Ended> {
  const before = process.exitCode;
  for (const name of ['ORDERSEAM_ADMIN_URL', 'ORDERSEAM_TOKEN']) vi.stubEnv(name, undefined);
  const written = { stdout: '', stderr: '' };
  const to = (stream: keyof typeof written, end: string) => (text: unknown) => {
    written[stream] += `${String(text)}${end}`;
    return true;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(to('stdout', '\n')),
    vi.spyOn(console, 'error').mockImplementation(to('stderr', '\n')),
    vi.spyOn(process.stdout, 'write').mockImplementation(to('stdout', '')),
    vi.spyOn(process.stderr, 'write').mockImplementation(to('stderr', '')),
  ];
  try {
    const code = await run(args);
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    process.exitCode = before;
  }
}
