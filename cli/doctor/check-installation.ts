import { access, constants, mkdir } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { findInstance } from '../instance.ts';

/** One thing looked at. `bad` means the application will not work; `note` is worth knowing. */
export interface Finding {
  readonly what: string;
  readonly state: 'good' | 'note' | 'bad';
  readonly detail: string;
  readonly advice?: string;
}

/** Looks at the machine first, then at the installation on this data folder. */
export async function checkInstallation(dataFolder: string): Promise<Finding[]> {
  return [nodeVersion(), tableEngine(), await writable(dataFolder), ...(await installation(dataFolder))];
}

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const detail = `version ${process.versions.node}`;
  return major >= 24
    ? { what: 'Node.js', state: 'good', detail }
    : { what: 'Node.js', state: 'bad', detail, advice: 'install Node 24 or later, or run it by "npm run orderseam -- …"' };
}

function tableEngine(): Finding {
  const what = 'table engine';
  if (resolves('@dynoxide/linux-x64/package.json')) return { what, state: 'good', detail: 'dynoxide (native)' };
  if (spawnSync('java', ['-version']).status === 0) {
    return { what, state: 'good', detail: 'DynamoDB Local (Java)' };
  }
  return {
    what,
    state: 'bad',
    detail: 'neither the native engine nor Java was found',
    advice: 'on this platform install Java 17 or later and see that "java" is on the PATH',
  };
}

function resolves(file: string): boolean {
  try {
    createRequire(import.meta.url).resolve(file);
    return true;
  } catch {
    return false;
  }
}

async function writable(dataFolder: string): Promise<Finding> {
  const what = 'data folder';
  try {
    await mkdir(dataFolder, { recursive: true });
    await access(dataFolder, constants.W_OK);
    return { what, state: 'good', detail: dataFolder };
  } catch {
    return {
      what,
      state: 'bad',
      detail: `${dataFolder} cannot be written`,
      advice: 'choose another with --data or mend its permissions',
    };
  }
}

async function installation(dataFolder: string): Promise<Finding[]> {
  const instance = await findInstance(dataFolder);
  if (!instance) {
    return [{ what: 'embedded installation', state: 'note', detail: 'does not run', advice: 'start it with "npm start"' }];
  }
  const running: Finding = { what: 'embedded installation', state: 'good', detail: `runs as process ${instance.pid}` };
  return [
    running,
    await answers('Admin API', new URL('health/live', `${instance.urls.admin.replace(/\/$/, '')}/`)),
    await answers('demo ERP', new URL(instance.urls.demoErp)),
  ];
}

async function answers(what: string, url: URL): Promise<Finding> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
  if (response?.ok) return { what, state: 'good', detail: `answers at ${url.origin}` };
  return {
    what,
    state: 'bad',
    detail: response ? `answered ${response.status} at ${url.href}` : `does not answer at ${url.href}`,
    advice: 'stop and start the application; its log files are in the data folder',
  };
}
