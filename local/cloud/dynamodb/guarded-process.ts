import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from './engine.ts';

export interface GuardedProcess {
  /** Why it ended: its exit and the last it said. */
  readonly ended: Promise<string>;
  /** Ends it, gently first; resolves when it is gone. */
  close(): Promise<void>;
}

const GUARD = fileURLToPath(new URL('guard.ts', import.meta.url));
const REMEMBERED_CHARACTERS = 2_000;

/**
 * Starts a program that ends with this process and waits for its announcement. It gets a process group of its
 * own: Ctrl-C reaches us alone, so that functions can still write while we close down.
 */
export async function startGuarded(command: Command, announcement: RegExp): Promise<GuardedProcess> {
  const child = spawn(process.execPath, [GUARD, command.file, ...command.args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = rememberOutput(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // Not `exit`: only when the pipes are closed has everything been heard that it said.
    child.once('close', (code) => resolve(`exit code ${code}: ${output.text().trim()}`));
  });
  const announced = await Promise.race([output.matches(announcement), ended]);
  if (announced !== true) throw new Error(`${command.file} did not start: ${announced}`);
  return {
    ended,
    close: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

interface Output {
  text(): string;
  matches(pattern: RegExp): Promise<true>;
}

function rememberOutput(child: ChildProcess): Output {
  let text = '';
  let check = (): void => undefined;
  const remember = (chunk: string): void => {
    text = (text + chunk).slice(-REMEMBERED_CHARACTERS);
    check();
  };
  child.stdout?.setEncoding('utf8').on('data', remember);
  child.stderr?.setEncoding('utf8').on('data', remember);
  return {
    text: () => text,
    matches: (pattern) =>
      new Promise((resolve) => {
        check = () => pattern.test(text) && resolve(true);
        check();
      }),
  };
}
