import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assignment } from './messages.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

class ImportModuleError extends Error {
  override readonly name = 'Runtime.ImportModuleError';
}
class HandlerNotFoundError extends Error {
  override readonly name = 'Runtime.HandlerNotFound';
}

/** Finds `file.export` in the code folder: `.js` and `.cjs` are required, `.mjs` is imported, as the Node runtime does. */
export async function loadHandler({ codeFolder, handler }: Assignment): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const module = await loadModule(codeFolder, handler.slice(0, dot));
  const found = module[handler.slice(dot + 1)];
  if (typeof found !== 'function') throw new HandlerNotFoundError(`${handler} is undefined or not exported`);
  return found as Handler;
}

async function loadModule(codeFolder: string, file: string): Promise<Record<string, unknown>> {
  const path = ['.js', '.mjs', '.cjs']
    .map((extension) => join(codeFolder, file + extension))
    .find(existsSync);
  if (path === undefined) throw new ImportModuleError(`Cannot find module '${file}' in ${codeFolder}`);
  if (path.endsWith('.mjs')) return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  return createRequire(path)(path) as Record<string, unknown>;
}
