import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';

/** The command line names something that does not exist or cannot be read. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs an action so that its usage errors end like commander's own: a message on stderr and the code for usage. */
export async function withUsageErrors(command: Command, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    command.error(`error: ${error.message}`, { exitCode: exitCodes.usage.code });
  }
}
