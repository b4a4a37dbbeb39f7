import { describe, expect, it } from 'vitest';
import { firstLoadSchema, watchFirstLoad } from '../../../cli/connections/first-load.ts';
import { runCommand } from '../../support/run-command.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';

const aPart = { entity: 'debtor', resource: 'customers', state: 'reading', pages: 2, read: 400 };
const aLoad = (overrides: object = {}) => ({
  ...{ connectionId: 'acme-bc', firstLoadId: '0198f0b2', dryRun: true, state: 'running', attempt: 1 },
  ...{ parts: [aPart], problems: [] },
  ...overrides,
});
const done = aLoad({
  state: 'done',
  parts: [{ ...aPart, state: 'read', forecast: { new: 390, changed: 0, parked: 10 } }],
  problems: [{ entity: 'debtor', externalId: 'c-7', reason: 'The country "XX" is none.' }],
  results: [{ entity: 'debtor', stated: 401, read: 400, stored: 0, remarks: ['The ERP states 401.'] }],
});

const run = (url: string, ...args: string[]) =>
  runCommand('connections', 'first-load', 'acme-bc', ...args, '--url', url, '--token', 't');
const base = '/connections/acme-bc/first-loads';

describe('connections first-load', () => {
  it('starts a dry run of some entities and prints it for scripts', async () => {
    const api = await scriptedAdminApi({ status: 202, body: aLoad() });
    const { code, stdout } = await run(api.url, '--dry-run', '--entity', 'debtor', 'product', '--json');
    expect(code).toBe(0);
    expect(api.asked).toEqual([
      {
        ...{ method: 'POST', path: base, token: 't' },
        body: { dryRun: true, entities: ['debtor', 'product'] },
      },
    ]);
    expect(JSON.parse(stdout)).toEqual(aLoad());
  });

  it('shows both sides and what cannot be taken over', async () => {
    const api = await scriptedAdminApi({ status: 202, body: done });
    const { code, stdout } = await run(api.url, '--dry-run', '--wait');
    expect(code).toBe(0);
    expect(stdout).toContain('dry run 0198f0b2 is done');
    expect(stdout).toContain('390 new, 10 parked');
    expect(stdout).toContain('debtor: 401 stated, 400 read, 0 kept here\n  The ERP states 401.');
    expect(stdout).toContain('debtor c-7: The country "XX" is none.');
  });

  it('ends with 1 where it stopped, and says why', async () => {
    const stopped = aLoad({ dryRun: false, state: 'stopped', reason: 'The ERP refused the credentials.' });
    const api = await scriptedAdminApi({ status: 202, body: stopped });
    const { code, stdout } = await run(api.url, '--wait');
    expect(code).toBe(1);
    expect(stdout).toContain('first load 0198f0b2 is stopped: The ERP refused the credentials.');
    expect(api.asked[0]?.body).toEqual({ dryRun: false });
  });

  it('lets one go on', async () => {
    const api = await scriptedAdminApi({ status: 202, body: aLoad() });
    await run(api.url, '--resume', '0198f0b2');
    expect(api.asked).toMatchObject([{ method: 'POST', path: `${base}/0198f0b2/resume` }]);
  });
});

it('a watched load is looked at until it runs no more, and says how it gets on', async () => {
  const answers = [aLoad({ parts: [{ ...aPart, state: 'read' }] }), done];
  const said: string[] = [];
  let pauses = 0;
  const ended = await watchFirstLoad(
    { get: () => Promise.resolve(answers.shift()) },
    firstLoadSchema.parse(aLoad({ parts: [{ ...aPart, counts: { applied: 400 } }] })),
    { say: (line) => void said.push(line), pause: () => Promise.resolve(void (pauses += 1)) },
  );
  expect(said).toEqual(['customers (1 of 1): page 2, 400 read, 400 applied', 'counting both sides']);
  expect({ state: ended.state, pauses }).toEqual({ state: 'done', pauses: 2 });
});
