import type { Metafile } from 'esbuild';

/** The files that are loaded before the first call: the entry and what it imports, without what it loads later. */
export function initialFiles({ outputs }: Metafile): string[] {
  const entry = Object.keys(outputs).find((file) => file.endsWith('/index.mjs'));
  const reached = new Set(entry === undefined ? [] : [entry]);
  for (const file of reached) {
    const imported = (outputs[file]?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
    for (const { path, external } of imported) if (!external) reached.add(path);
  }
  return [...reached];
}
