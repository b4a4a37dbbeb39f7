import { CommanderError } from 'commander';
import * as z from 'zod';
import { exitCodes } from './exit-codes.ts';
import { program } from './program.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command line and gives its exit code. An action that ran with a bad answer sets `process.exitCode`. */
export async function run(args: readonly string[]): Promise<number> {
  process.exitCode = exitCodes.ok.code;
  try {
    await program().parseAsync([...args], { from: 'user' });
    return Number(process.exitCode);
  } catch (error) {
    return codeOf(error);
  }
}

/** Commander has printed its own errors. */
function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok.code : exitCodes.usage.code;
  console.error(`error: ${inWords(error)}`);
  return error instanceof UsageError ? exitCodes.usage.code : exitCodes.failed.code;
}

function inWords(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
