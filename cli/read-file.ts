import { open, readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
};

/** The bytes of a file that the command line names. */
export async function contentOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

/** Line by line, however large the file is; empty lines are none. */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const handle = await open(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  try {
    for await (const line of handle.readLines()) if (line !== '') yield line;
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new UsageError(`${file} cannot be read: ${reasons[code] ?? String(error)}.`, { cause: error });
}

/** The value in a JSON file; what is wrong with the text is said with the file's name. */
export async function jsonIn(file: string): Promise<unknown> {
  const text = (await contentOf(file)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${file} is not JSON: ${error.message}.`, { cause: error });
  }
}
