import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeDataFolder } from '../../../../local/launch/data-folder.ts';
import {
  readRunningFile,
  removeRunningFile,
  writeRunningFile,
} from '../../../../local/launch/running-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const keep = { reset: false };

function take(path: string, options = keep) {
  const folder = takeDataFolder(path, options);
  onTestFinished(() => folder.release());
  return folder;
}

/** Takes the folder in a process of its own and leaves it there until it is killed. */
async function takeElsewhere(path: string) {
  const module = new URL('../../../../local/launch/data-folder.ts', import.meta.url).href;
  const program = `const { takeDataFolder } = await import(${JSON.stringify(module)});
    takeDataFolder(${JSON.stringify(path)}, { reset: false }); console.log('taken'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

const running = {
  pid: 1,
  urls: { webhooks: 'http://a', admin: 'http://b', demoErp: 'http://c' },
  endpoints: { lambda: 'http://d' },
};

describe('the data folder', () => {
  it('is made when it is not there', () => {
    const path = join(temporaryFolder(), 'deep', 'data');

    expect(take(path).path).toBe(path);
    expect(existsSync(path)).toBe(true);
  });

  it('belongs to one process at a time, and the refusal says who has it', async () => {
    const path = temporaryFolder();
    await takeElsewhere(path);
    writeRunningFile(path, running);

    expect(() => takeDataFolder(path, keep)).toThrow(
      /already running on .* \(process 1, Admin API http:\/\/b\)/,
    );
  });

  it('is not emptied while another process has it', async () => {
    const path = temporaryFolder();
    await takeElsewhere(path);
    writeFileSync(join(path, 'precious'), '');

    expect(() => takeDataFolder(path, { reset: true })).toThrow('already running');
    expect(existsSync(join(path, 'precious'))).toBe(true);
  });

  it('is free again when its process was killed', async () => {
    const path = temporaryFolder();
    const child = await takeElsewhere(path);
    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(take(path).path).toBe(path);
  });

  it('is emptied by a reset', () => {
    const path = temporaryFolder();
    takeDataFolder(path, keep).release();
    mkdirSync(join(path, 'cloud'));
    writeFileSync(join(path, 'cloud', 'sqs.db'), '');

    take(path, { reset: true });
    expect(readdirSync(path).filter((name) => !name.startsWith('lock.db'))).toEqual([]);
  });

  it('that holds files of others is refused, and stays as it is', () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'thesis.txt'), '');

    expect(() => takeDataFolder(path, { reset: true })).toThrow("not Orderseam's");
    expect(readdirSync(path)).toEqual(['thesis.txt']);
  });

  it('tells where the instance answers, until that ends', () => {
    const path = temporaryFolder();
    writeRunningFile(path, running);
    expect(readRunningFile(path)).toEqual(running);

    removeRunningFile(path);
    expect(readRunningFile(path)).toBeUndefined();
  });
});
