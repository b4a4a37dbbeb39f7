import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openIdentity } from '../../../../local/cloud/identity/index.ts';
import { canSeeProcesses, processesNaming } from '../../../support/running-app/processes.ts';
import { eventually } from '../../../support/eventually.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const readySchema = z.strictObject({
  ready: z.literal(true),
  urls: z.strictObject({ webhooks: z.url(), admin: z.url(), demoErp: z.url() }),
});
const runningSchema = z.object({ pid: z.number(), endpoints: z.record(z.string(), z.string()) });
type Ready = z.infer<typeof readySchema>;

let data: string;
const processes = new Set<ChildProcess>();
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'orderseam-start-'));
});
afterAll(() => {
  for (const child of processes) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

function launch(...args: string[]) {
  const child = spawn(process.execPath, ['local/start.ts', '--data', data, ...args], { cwd: root });
  processes.add(child);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const ended = once(child, 'exit').then(([code]) => {
    processes.delete(child);
    return { code: code as number | null, complaints };
  });
  return { child, ended };
}

async function started(): Promise<{
  child: ChildProcess;
  ended: ReturnType<typeof launch>['ended'];
  ready: Ready;
}> {
  const { child, ended } = launch('--port', '0', '--json');
  if (!child.stdout) throw new Error('The process has no output.');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(({ complaints }) => complaints)]);
  if (typeof first === 'string') throw new Error(first);
  return { child, ended, ready: readySchema.parse(JSON.parse(String(first[0]))) };
}

const running = () => runningSchema.parse(JSON.parse(readFileSync(join(data, 'running.json'), 'utf8')));
const isListening = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function connections(admin: string) {
  const identity = await openIdentity(data);
  const token = await identity.mintToken({ sub: 'test', roles: ['operator'], company: 'demo' });
  const response = await fetch(`${admin}/connections`, { headers: { authorization: `Bearer ${token}` } });
  const body = z
    .object({ items: z.array(z.object({ connectionId: z.string() })) })
    .parse(await response.json());
  return body.items.map(({ connectionId }) => connectionId).sort();
}

describe('npm start', () => {
  it('prints one line of JSON when everything answers, with the demo company connected', async () => {
    const { child, ended, ready } = await started();

    expect((await fetch(`${ready.urls.admin}/health/live`)).status).toBe(200);
    expect((await fetch(`${ready.urls.webhooks}/hooks/nobody`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(ready.urls.demoErp)).status).toBe(200);
    expect(await connections(ready.urls.admin)).toEqual(['bc', 'standard']);
    expect(running().pid).toBe(child.pid);

    const second = await launch('--port', '0', '--quiet').ended;
    expect(second).toMatchObject({
      code: 1,
      complaints: expect.stringContaining('already running') as string,
    });

    const began = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await isListening(ready.urls.demoErp)).toBe(false);
    expect(() => running()).toThrow('ENOENT');
  }, 90_000);

  it('leaves no orphan when it is killed, and the next start finds everything', async () => {
    const { child, ended, ready } = await started();
    const { dynamodb = '' } = running().endpoints;
    expect(await isListening(dynamodb)).toBe(true);
    child.kill('SIGKILL');
    await ended;

    await eventually(async () => {
      expect(await isListening(dynamodb)).toBe(false);
      expect(await isListening(ready.urls.demoErp)).toBe(false);
    });
    const next = await started();
    expect(await connections(next.ready.urls.admin)).toEqual(['bc', 'standard']);
    next.child.kill('SIGINT');
    expect(await next.ended).toMatchObject({ code: 0 });
  }, 90_000);

  it.runIf(canSeeProcesses)(
    'stops loudly when its database ends, and the next start finds everything',
    async () => {
      const { ended, ready } = await started();
      const engines = processesNaming(join(data, 'dynamodb')).filter((line) => !line.includes('guard.ts'));
      expect(engines).toHaveLength(1);
      process.kill(Number.parseInt(engines[0] ?? '', 10), 'SIGKILL');

      const { code, complaints } = await ended;
      expect(code).toBe(1);
      expect(complaints).toContain('The embedded DynamoDB ended (exit code 1');
      expect(complaints).toContain('start again with "npm start"');
      expect(await isListening(ready.urls.demoErp)).toBe(false);

      const next = await started();
      expect(await connections(next.ready.urls.admin)).toEqual(['bc', 'standard']);
      next.child.kill('SIGTERM');
      expect(await next.ended).toMatchObject({ code: 0 });
    },
    90_000,
  );

  it('says which port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const { code, complaints } = await launch('--port', String(port)).ended;
    expect(code).toBe(1);
    expect(complaints).toContain(`Port ${port} is in use.`);
    expect(complaints).not.toContain('    at ');
    server.close();
  }, 60_000);

  it('explains a wrong switch', async () => {
    const { code, complaints } = await launch('--prot', '1').ended;

    expect(code).toBe(1);
    expect(complaints).toContain('--port <n>');
  });
});
