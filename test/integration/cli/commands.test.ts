import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { runCommand } from '../../support/run-command.ts';
import { AppProcess, type Urls } from '../../support/running-app/app-process.ts';

let data: string;
let app: AppProcess;
let urls: Urls;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'orderseam-cli-'));
  app = new AppProcess(data);
  urls = await app.start();
}, 120_000);
afterAll(async () => {
  await app.kill();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

const orderseam = (...args: string[]) => runCommand('--data', data, ...args);
const until = (expectation: () => Promise<unknown>) =>
  vi.waitFor(expectation, { timeout: 20_000, interval: 100 });

const pageSchema = z.object({
  items: z.array(z.object({ deliveryId: z.string(), state: z.string(), reason: z.string().optional() })),
});
async function found(...filters: string[]) {
  const { stdout } = await orderseam('deliveries', '--connection', 'standard', '--json', ...filters);
  return pageSchema.parse(JSON.parse(stdout)).items;
}

describe('against the embedded installation', { timeout: 60_000 }, () => {
  it('doctor finds everything well', async () => {
    const { code, stdout } = await orderseam('doctor');
    expect(code).toBe(0);
    expect(stdout).toContain(`✓ Admin API: answers at ${urls.admin}`);
    expect(stdout).toMatch(/^[✓·] connection bc: /m);
  });

  it('a token has the role that was asked for, and no other', async () => {
    const { stdout: token } = await orderseam('token', '--role', 'reader');
    const headers = { authorization: `Bearer ${token.trim()}` };
    const status = async (method: string, path: string) =>
      (await fetch(`${urls.admin}${path}`, { method, headers })).status;
    expect(await status('GET', '/connections')).toBe(200);
    expect(await status('POST', '/connections/bc/pause')).toBe(403);
  });

  it('a webhook with another secret or to nobody is refused', async () => {
    const body = 'events/standard/debtor-updated.json';
    const forged = await orderseam('webhook', body, '--secret', 'whsec_Zm9yZ2VkLWZvcmdlZC1mb3JnZWQ=');
    expect(forged).toMatchObject({ code: 1, stdout: '401 Unauthorized\n' });
    const lost = await orderseam('webhook', body, '--connection', 'nobody', '--json');
    expect(lost.code).toBe(1);
    expect(JSON.parse(lost.stdout)).toMatchObject({ status: 404 });
  });

  it.each(readdirSync('events/standard'))(
    'webhook events/standard/%s is accepted and settled',
    async (name) => {
      const before = await found();
      expect(await orderseam('webhook', `events/standard/${name}`)).toMatchObject({
        code: 0,
        stdout: '202 Accepted\n',
      });
      const expected = name.includes('broken') ? 'parked' : 'applied';
      await until(async () => {
        const [newest, ...others] = await found();
        expect(others).toHaveLength(before.length);
        expect(newest).toMatchObject({ state: expected });
      });
    },
  );

  it('replay by filter previews without effect, and queues again without', async () => {
    const parked = await found('--state', 'parked');
    const preview = await orderseam('replay', '--state', 'parked', '--connection', 'standard', '--preview');
    expect(preview.code).toBe(0);
    expect(preview.stdout).toContain('totals.net: must be a decimal number');
    expect(await found('--state', 'parked')).toEqual(parked);

    const [applied] = await found('--state', 'applied', '--entity', 'invoice');
    const again = await orderseam('replay', applied?.deliveryId ?? '', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual({
      items: [{ deliveryId: applied?.deliveryId, outcome: 'queued' }],
    });
  });

  it('invoke signs a recorded request anew where it is told to', async () => {
    const { code, stdout } = await orderseam(
      ...['invoke', 'receive-delivery', 'events/webhooks/debtor-updated.json', '--sign', '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ failed: false, payload: { statusCode: 202 } });
  });

  it('invoke names the functions there are', async () => {
    const { code, stderr } = await orderseam('invoke', 'apply-deliveries', 'events/queues/deliveries.json');
    expect(code).toBe(2);
    expect(stderr).toContain('There is no function "apply-deliveries"; known are apply-delivery, ');
  });
});

describe('a changed mapping of a connection', { timeout: 60_000 }, () => {
  const file = () => join(data, 'connectors', 'business-central', 'customer.jsonata');
  const changing = (mapping: string) => writeFileSync(file(), mapping);
  beforeAll(() => cpSync('connectors', join(data, 'connectors'), { recursive: true }));
  const shipped = readFileSync('connectors/business-central/customer.jsonata', 'utf8');
  const onConnection = (verb: string, ...words: string[]) =>
    orderseam(
      ...['connector', verb, 'business-central', ...words],
      ...['--connection', 'bc', '--connectors', join(data, 'connectors')],
    );
  const answer = async (path: string): Promise<unknown> =>
    JSON.parse((await orderseam('api', 'GET', path)).stdout);
  const debtorsSchema = z.object({ items: z.array(z.object({ externalId: z.string() })).min(1) });

  it('is tried on a record that is read from the ERP, and on what is stored', async () => {
    const { externalCompany } = z
      .object({ externalCompany: z.string() })
      .parse(await answer('/connections/bc'));
    let id = '';
    await until(async () => {
      id = debtorsSchema.parse(await answer('/debtors?connection=bc')).items[0]?.externalId ?? '';
    });
    const resource = `api/v2.0/companies(${externalCompany})/customers(${id})`;
    const entry = { resource, changeType: 'updated', lastModifiedDateTime: '2026-02-03T08:15:30.5Z' };
    const body = join(data, 'notification.json');
    writeFileSync(body, JSON.stringify({ value: [entry] }));
    changing(`$merge([(${shipped}), { "name": "Changed " & displayName }])`);

    const { code, stdout } = await onConnection('try', body, '--fetch', '--json');
    expect({ code, trial: JSON.parse(stdout) as unknown }).toMatchObject({
      code: 0,
      trial: {
        requests: [
          { method: 'GET', headers: { authorization: expect.stringMatching(/[{](token|secret[.])/) } },
        ],
        canonical: [{ externalId: id, name: expect.stringMatching(/^Changed /) }],
        differences: [{ state: 'changed', fields: [{ field: 'name' }] }],
      },
    });
  });

  it('is rehearsed on what is stored, field by field', async () => {
    changing(`$merge([(${shipped}), { "name": "Changed " & displayName }])`);
    const { code, stdout } = await onConnection('rehearse', '--entity', 'debtor');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^\d+ deliver.*: 0 equal, [1-9]\d* changed.*\nchanged: name \(\d+ records?\)\n {2}debtor .*"Changed /,
    );
  });

  it('that does not end fails by itself, and nothing else does', async () => {
    changing('$match($pad("", 60, "a") & "!", /^(a+)+$/)');
    const { code, stdout } = await onConnection('rehearse', '--last', '1', '--entity', 'debtor');
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('failing: (mapping)'),
    });
    expect((await orderseam('doctor')).code).toBe(0);
  });
});

/** The function that takes the events of a folder; those of the catch-up are named after theirs. */
const takers: Readonly<Record<string, string | undefined>> = {
  webhooks: 'receive-delivery',
  queues: 'apply-delivery',
  couplings: 'propose-couplings',
  orders: 'follow-orders',
  admin: 'serve-admin-api',
};
const events = readdirSync('events', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'standard')
  .flatMap(({ name: folder }) => readdirSync(join('events', folder)).map((file) => ({ folder, file })));

const answerSchema = z.object({ failed: z.boolean(), payload: z.unknown() });
const payloadSchema = z.looseObject({
  statusCode: z.number().default(200),
  batchItemFailures: z.array(z.unknown()).default([]),
});

async function isRefused(folder: string, file: string): Promise<boolean> {
  const taker = takers[folder] ?? file.replace(/^broken-|\.json$/g, '');
  const { stdout, code } = await orderseam('invoke', taker, join('events', folder, file), '--json');
  const { failed, payload } = answerSchema.parse(JSON.parse(stdout));
  expect(code).toBe(failed ? 1 : 0);
  if (failed) return true;
  const { statusCode, batchItemFailures } = payloadSchema.parse(payload);
  return statusCode >= 400 || batchItemFailures.length > 0;
}

describe('invoke with every sample event', { timeout: 60_000 }, () => {
  it.each(events)('events/$folder/$file', async ({ folder, file }) => {
    // Signed in the past: a recorded request is refused, whatever else is right with it.
    const isBroken = file.startsWith('broken-') || folder === 'webhooks';
    expect(await isRefused(folder, file)).toBe(isBroken);
  });
});
