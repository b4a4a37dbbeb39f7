import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Finding } from './finding.ts';

/** What the embedded installation needs of this machine. Looks only; makes nothing. */
export const checkMachine = (dataFolder: string): Finding[] => [
  nodeVersion(process.versions.node),
  tableEngine(),
  writable(dataFolder),
];

function nodeVersion(version: string): Finding {
  const what = 'Node.js';
  const detail = `version ${version}`;
  const major = Number(version.split('.')[0]);
  if (major >= 24) return { what, state: 'good', detail };
  const advice = 'install Node 24 or later, or run it by "npm run orderseam -- …"';
  return { what, state: 'bad', detail, advice };
}

function tableEngine(): Finding {
  const what = 'table engine';
  if (resolves('@dynoxide/linux-x64/package.json'))
    return { what, state: 'good', detail: 'dynoxide (native)' };
  if (spawnSync('java', ['-version']).status === 0)
    return { what, state: 'good', detail: 'DynamoDB Local (Java)' };
  const detail = 'neither the native engine nor Java was found';
  const advice = 'on this platform install Java 17 or later and see that "java" is on the PATH';
  return { what, state: 'bad', detail, advice };
}

function resolves(file: string): boolean {
  try {
    createRequire(import.meta.url).resolve(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}

/** A folder that is not there yet can be made where its nearest existing parent may be written. */
function writable(dataFolder: string): Finding {
  const what = 'data folder';
  const nearest = nearestExisting(resolve(dataFolder));
  try {
    accessSync(nearest, constants.W_OK);
    const isThere = nearest === resolve(dataFolder);
    return { what, state: 'good', detail: isThere ? dataFolder : `${dataFolder} (made by the first start)` };
  } catch {
    const advice = 'choose another with --data or mend its permissions';
    return { what, state: 'bad', detail: `${nearest} cannot be written`, advice };
  }
}

const nearestExisting = (folder: string): string =>
  existsSync(folder) ? folder : nearestExisting(dirname(folder));
