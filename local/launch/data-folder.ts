import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LaunchError } from './launch-error.ts';
import { readRunningFile } from './running-file.ts';

/** The lock's file also marks a folder as one of ours. */
const LOCK = 'lock.db';

export interface DataFolder {
  readonly path: string;
  release(): void;
}

/**
 * Takes the data folder for this process. The lock is a file lock of the operating system, held through SQLite: a
 * killed process cannot leave it behind, and a process id that was given anew cannot be mistaken for its holder.
 */
export function takeDataFolder(folder: string, { reset }: { readonly reset: boolean }): DataFolder {
  const path = resolve(folder);
  refuseForeignFolder(path);
  mkdirSync(path, { recursive: true });
  const lock = takeLock(path);
  if (reset) empty(path);
  return { path, release: () => lock.close() };
}

function refuseForeignFolder(path: string): void {
  if (!existsSync(path) || readdirSync(path).length === 0 || existsSync(join(path, LOCK))) return;
  throw new LaunchError(
    `${path} holds files that are not Orderseam's. Name an empty or a new folder with --data.`,
  );
}

function takeLock(path: string): DatabaseSync {
  const database = new DatabaseSync(join(path, LOCK));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return database;
  } catch (error) {
    database.close();
    if (!(error instanceof Error) || !/locked|busy/i.test(error.message)) throw error;
    const running = readRunningFile(path);
    const which = running ? ` (process ${running.pid}, Admin API ${running.urls.admin})` : '';
    throw new LaunchError(
      `Orderseam is already running on ${path}${which}. Stop it first, or name another folder with --data.`,
    );
  }
}

function empty(path: string): void {
  for (const entry of readdirSync(path)) {
    if (!entry.startsWith(LOCK)) rmSync(join(path, entry), { recursive: true });
  }
}
