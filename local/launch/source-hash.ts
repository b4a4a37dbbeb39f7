import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the synthesised application is made of. */
const SOURCES = [
  'bin',
  'lib',
  'functions',
  'domain',
  'connectors',
  'state-machines',
  'cdk.json',
  'package-lock.json',
];

/** Changes exactly when a file changes that the synthesis may read. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES.flatMap((name) => filesIn(root, name))) {
    hash
      .update(`${source}\0`)
      .update(readFileSync(join(root, source)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

function filesIn(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesIn(root, join(path, name)));
}
