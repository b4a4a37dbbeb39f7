import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the process runs, and the only places it may read. */
export interface Program {
  readonly script: string;
  readonly readable: readonly string[];
}

/** As it lies beside the bundle of its function. */
export const bundledProgram = (folder: string): Program => ({
  script: join(folder, 'process.mjs'),
  readable: [folder],
});

/** As it lies in the repository. */
export function sourceProgram(): Program {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  return {
    script: join(root, 'functions/try-mapping/process.ts'),
    readable: ['functions', 'domain', 'node_modules', 'package.json'].map((place) => join(root, place)),
  };
}
