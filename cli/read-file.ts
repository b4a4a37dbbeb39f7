import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
};

/** The bytes of a file that the command line names. */
export async function contentOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`${file} cannot be read: ${reasons[code] ?? String(error)}.`, { cause: error });
  });
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
