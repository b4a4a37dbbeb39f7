import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const imported = /\bfrom\s*"\.\/([^"]+\.mjs)"|\bimport\s*"\.\/([^"]+\.mjs)"/g;

/** Kilobytes that are loaded before the first call: the entry and what it imports, without what is loaded later. */
export function kilobytesAtStart(codeFolder: string): number {
  const files = new Set(['index.mjs']);
  for (const file of files) {
    const code = readFileSync(join(codeFolder, file), 'utf8');
    for (const [, from, alone] of code.matchAll(imported)) files.add(from ?? alone ?? '');
  }
  return [...files].reduce((sum, file) => sum + statSync(join(codeFolder, file)).size, 0) / 1024;
}
