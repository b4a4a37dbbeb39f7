import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mintDevelopmentToken } from '../../../../cli/development-token.ts';
import { AppProcess, type Urls } from '../../../support/running-app/app-process.ts';

interface Side {
  readonly data: string;
  readonly app: AppProcess;
  readonly urls: Urls;
}

async function aSide(name: string): Promise<Side> {
  const data = mkdtempSync(join(tmpdir(), `orderseam-${name}-`));
  const app = new AppProcess(data);
  return { data, app, urls: await app.start() };
}

let left: Side;
let right: Side;
beforeAll(async () => {
  [left, right] = await Promise.all([aSide('left'), aSide('right')]);
}, 180_000);
afterAll(async () => {
  await Promise.all([left, right].map(({ app }) => app.kill()));
  for (const { data } of [left, right]) rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

const runningSchema = z.object({ endpoints: z.record(z.string(), z.string()) });
const accountsSchema = z.object({ items: z.array(z.object({ name: z.string() })) });

const addressesOf = ({ data, urls }: Side): string[] => {
  const { endpoints } = runningSchema.parse(JSON.parse(readFileSync(join(data, 'running.json'), 'utf8')));
  return [...Object.values(urls), ...Object.values(endpoints)];
};
const tokenOf = ({ data }: Side) => mintDevelopmentToken(data, { roles: ['operator'] });

async function call({ urls }: Side, path: string, token: string, body?: object): Promise<Response> {
  return fetch(`${urls.admin}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function accountsOf(side: Side): Promise<string[]> {
  const response = await call(side, '/accounts', await tokenOf(side));
  return accountsSchema.parse(await response.json()).items.map(({ name }) => name);
}

describe('two installations on two data folders, started at once', () => {
  it('share no address', () => {
    const theirs = addressesOf(right);
    expect(addressesOf(left).filter((address) => theirs.includes(address))).toEqual([]);
  });

  it('keep their records apart', async () => {
    const created = await call(left, '/accounts', await tokenOf(left), { name: 'Only on the left' });
    expect(created.status).toBe(201);
    expect(await accountsOf(left)).toContain('Only on the left');
    expect(await accountsOf(right)).not.toContain('Only on the left');
  });

  it('do not take each other’s tokens', async () => {
    expect((await call(right, '/accounts', await tokenOf(left))).status).toBe(401);
    expect((await call(right, '/accounts', await tokenOf(right))).status).toBe(200);
  });

  it('live on when the other is killed, and it finds its own when it comes back', async () => {
    await left.app.kill();
    expect(await accountsOf(right)).not.toContain('Only on the left');

    left = { ...left, urls: await left.app.start() };
    expect(await accountsOf(left)).toContain('Only on the left');
  }, 120_000);
});
