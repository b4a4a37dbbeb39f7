import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The deployed functions: folders under functions/ that have a handler. */
export function functionNames(): string[] {
  const folder = fileURLToPath(new URL('../functions', import.meta.url));
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'handler.ts')));
}
