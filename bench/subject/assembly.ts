import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesise } from '../../local/launch/synthesise.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The synthesised application as it is now, copied: whoever changes sources meanwhile does not change what is measured. */
export async function assemblyIn(folder: string): Promise<string> {
  const { folder: synthesised } = await synthesise(repository);
  const copy = join(folder, 'assembly');
  cpSync(synthesised, copy, { recursive: true });
  return copy;
}
