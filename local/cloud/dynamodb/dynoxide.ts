import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Engine } from './engine.ts';

/** The native engine, or undefined where its optional package has no build for this platform. */
export function findDynoxide(): Engine | undefined {
  const file = binaryOf(`@dynoxide/${process.platform}-${process.arch}`);
  if (file === undefined) return undefined;
  return {
    name: 'dynoxide',
    announcement: /listening on/,
    command: ({ port, folder }) => ({
      file,
      args: [
        ...['--host', '127.0.0.1', '--port', String(port)],
        ...(folder === undefined ? [] : ['--db-path', join(folder, 'dynamodb.db')]),
      ],
    }),
  };
}

function binaryOf(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
