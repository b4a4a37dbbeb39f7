/** The command line names something that does not exist or cannot be read; ends with the exit code for usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
