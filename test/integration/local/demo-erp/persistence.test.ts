import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import { aReceiver } from './receiver.ts';

const entry = join(import.meta.dirname, '../../../../local/demo-erp/main.ts');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-erp-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Started {
  readonly child: ChildProcess;
  readonly exit: Promise<unknown[]>;
  readonly url: string;
  readonly companyId: string;
}

/** Starts the program and reads its first line. */
async function started(...flags: string[]): Promise<Started> {
  const child = spawn(process.execPath, [entry, '--port', '0', '--json', ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, exit, ...(JSON.parse(line) as { url: string; companyId: string }) };
}

const post = (url: string, json: object) => fetch(url, { method: 'POST', body: JSON.stringify(json) });

describe('the state on disk', () => {
  it('outlives a killed process: what was answered is there', async () => {
    const first = await started('--data', folder);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(`${first.url}/demo/customers`, { displayName: 'Bleibt GmbH' })),
    );
    first.child.kill('SIGKILL');
    await first.exit;

    const second = await anErp({ folder });
    const found = await second.company("/customers/$count?$filter=displayName eq 'Bleibt GmbH'");
    await second.stop();
    expect(answers.map(({ status }) => status)).toEqual(new Array(20).fill(201));
    expect([second.erp.companyId, found.text]).toEqual([first.companyId, '20']);
  });

  it('keeps subscriptions, switches, tokens and notifications that were not sent yet', async () => {
    const receiver = await aReceiver();
    const first = await anErp({ folder, windowMilliseconds: 30_000 });
    const resource = `/api/v2.0/companies(${first.erp.companyId})/customers`;
    await first.api('/subscriptions', { method: 'POST', json: { notificationUrl: receiver.url, resource } });
    await first.demo('PUT misbehaviour', { byteOrderMark: true });
    await first.demo('PATCH customers/D10001', { city: 'Wels' });
    const authorization = `Bearer ${String((await first.token()).body['access_token'])}`;
    await first.stop();
    expect(receiver.bodies).toEqual([]);

    const second = await anErp({ folder, windowMilliseconds: 30_000 });
    expect((await second.api('/companies', { headers: { authorization } })).status).toBe(200);
    await second.advance(30_000);
    expect(receiver.bodies).toEqual([expect.stringMatching(/^\uFEFF\{"value":\[.*"changeType":"updated"/)]);
    await Promise.all([second.stop(), receiver.stop()]);
  });

  it('keeps its company when started with another seed', async () => {
    const first = await anErp({ folder });
    await first.stop();
    const second = await anErp({ folder, seed: 'another' });
    await second.stop();

    expect(second.erp.companyId).toBe(first.erp.companyId);
  });
});

describe('the program', () => {
  it('ends when its parent goes away, and on a signal', async () => {
    const orphan = await started('--die-with-parent');
    orphan.child.stdin?.end();
    const other = await started();
    other.child.kill('SIGTERM');

    expect(await Promise.all([orphan.exit, other.exit])).toEqual([
      [0, null],
      [0, null],
    ]);
  });

  it('says so when the port is taken', async () => {
    const under = await anErp();
    const child = spawn(process.execPath, [entry, '--port', new URL(under.erp.url).port], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [[message], [code]] = (await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])) as [
      [Buffer],
      [number],
    ];
    await under.stop();

    expect([code, message.toString()]).toEqual([1, expect.stringContaining('The port is in use')]);
  });
});
