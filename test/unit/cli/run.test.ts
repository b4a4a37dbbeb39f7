import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const allCommands = [
  ...['doctor', 'token', 'deliveries', 'parked', 'replay', 'invoke', 'webhook', 'connector'].map((name) => [
    name,
  ]),
  ...['check', 'try', 'schema'].map((name) => ['connector', name]),
  ...['list', 'release', 'discard'].map((name) => ['parked', name]),
  ...['quotes', 'orders', 'ledger'].map((name) => [name]),
  ...['list', 'show', 'pdf'].map((name) => ['quotes', name]),
  ...['list', 'show', 'hand-over', 'release'].map((name) => ['orders', name]),
  ...['export', 'verify'].map((name) => ['ledger', name]),
];

describe('help', () => {
  it.each(allCommands)('%s %s explains itself', async (...command) => {
    const { code, stdout, stderr } = await runCommand(...command.filter(Boolean), '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: orderseam ${command.filter(Boolean).join(' ')}`);
  });

  it('names the exit codes', async () => {
    const { code, stdout } = await runCommand('--help');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Exit codes: 0 done, 1 it ran and the answer is bad, 2 the command line is wrong.',
    );
  });

  it('of the version is the version alone', async () => {
    const { code, stdout } = await runCommand('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line that is wrong ends with 2 and one sentence', () => {
  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['delivery'], 'Did you mean deliveries?'],
    [['deliveries', '--nope'], "unknown option '--nope'"],
    [['deliveries', '--state', 'lost'], 'Allowed choices are received, applied'],
    [['deliveries', '--from', 'yesterday'], 'It takes a day such as 2026-01-31'],
    [['deliveries', '--limit', '0'], 'It takes a whole number from 1 on.'],
    [['deliveries', '--url', 'here'], 'It takes an address'],
    [['token', '--role', 'king'], 'Allowed choices are reader, sales'],
    [['token', '--hours', 'long'], 'It takes a number of hours up to a year.'],
    [['parked', 'release'], 'Choose by a filter, or say --all for whatever is parked.'],
    [['parked', 'release', '--cause', 'bored'], 'Allowed choices are paused, unreadable'],
    [['parked', 'discard', '--all'], "required option '--reason <text>' not specified"],
    [['quotes', 'list', '--state', 'lost'], 'Allowed choices are draft, sent'],
    [['orders', 'show', 'quo_0001'], 'It takes an id as "orders list" prints it.'],
    [['ledger', 'verify'], 'Name a file that "ledger export" wrote, or say --from-api.'],
    [['ledger', 'verify', 'x', '--from-api'], 'Name a file that "ledger export" wrote, or say --from-api.'],
    [['ledger', 'verify', 'no.ndjson'], 'no.ndjson cannot be read: there is no such file.'],
    [['ledger', 'verify', 'x', '--month', '2026-13'], 'It takes a month such as 2026-01.'],
    [['ledger', 'verify', 'x', '--heads', 'package.json'], 'package.json is no file of heads'],
    [['replay'], 'Name deliveries, or choose them by a filter.'],
    [['replay', 'abc'], 'It takes ids as "deliveries" prints them.'],
    [
      ['replay', '019c1837-4000-7e55-b0d1-fcb17c4be10c', '--state', 'parked'],
      'Either name deliveries or filter, not both.',
    ],
    [['invoke', 'apply-delivery'], "missing required argument 'event-file'"],
    [['invoke', 'apply-delivery', 'no.json'], 'no.json cannot be read: there is no such file.'],
    [['invoke', 'apply-delivery', 'README.md'], 'README.md is not JSON:'],
    [['webhook', 'docs'], 'docs cannot be read: it is a folder.'],
    [['connector', 'check', 'bussiness-central'], 'did you mean "business-central"?'],
    [['connector', 'check', '--connectors', 'nowhere'], 'There is no folder nowhere.'],
    [['connector', 'try', 'sap', 'README.md'], 'known are business-central, erpnext, odoo, standard'],
    [['connector', 'try', 'standard', 'README.md', '--meta', 'README.md'], 'README.md is not JSON:'],
    [['connector', 'try', 'standard', 'README.md', '--resource', 'x'], 'has no resource "x"'],
  ])('%s', async (args, sentence) => {
    const { code, stdout, stderr } = await runCommand(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error: ');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});

describe('without an installation', () => {
  const nothing = () => join(temporaryFolder(), 'nothing');

  it.each([
    [['deliveries']],
    [['webhook', 'events/standard/debtor-updated.json']],
    [['invoke', 'apply-delivery', 'events/queues/deliveries.json']],
  ])('%s says how to start one', async (args) => {
    const { code, stderr } = await runCommand(...args, '--data', nothing());
    expect(code).toBe(1);
    expect(stderr).toContain('Start it with "npm start"');
  });

  it('token and doctor make no folder that the first start would take for somebody else’s', async () => {
    const data = nothing();
    const token = await runCommand('token', '--data', data);
    const doctor = await runCommand('doctor', '--data', data);
    expect(token).toMatchObject({ code: 1, stdout: '' });
    expect(token.stderr).toContain(`There is no installation in ${data} yet.`);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain('embedded installation: does not run → start it with "npm start"');
    expect(existsSync(data)).toBe(false);
  });

  it('a killed one leaves its file behind and still does not run', async () => {
    const data = temporaryFolder();
    // No process has this id: the kernel's highest is 2^22.
    const running = { pid: 2 ** 30, urls: { webhooks: 'x', admin: 'x', demoErp: 'x' }, endpoints: {} };
    writeFileSync(join(data, 'running.json'), JSON.stringify(running));
    const { code, stderr } = await runCommand('deliveries', '--data', data);
    expect(code).toBe(1);
    expect(stderr).toContain(`Nothing runs on the data folder ${data}.`);
  });

  it('doctor lists its findings for scripts', async () => {
    const { code, stdout } = await runCommand('doctor', '--json', '--data', nothing());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        { what: 'Node.js', state: 'good' },
        { what: 'table engine', state: 'good' },
        { what: 'data folder', state: 'good' },
        { what: 'embedded installation', state: 'note' },
      ],
    });
  });
});

describe('connector', () => {
  it('try ends with 1 when the body does not map, and names the field', async () => {
    const { code, stdout } = await runCommand(
      'connector',
      'try',
      'standard',
      'events/standard/invoice-broken.json',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('problem: totals.net: must be a decimal number');
  });

  it('check names the fields of a manifest that are wrong, and what was meant', async () => {
    const connectors = temporaryFolder();
    const manifest = readFileSync('connectors/standard/connector.json', 'utf8');
    mkdirSync(join(connectors, 'standard'));
    writeFileSync(
      join(connectors, 'standard', 'connector.json'),
      manifest.replace('"sha256"', '"sha257"').replace('"topic"', '"topik"'),
    );
    const { code, stdout } = await runCommand('connector', 'check', 'standard', '--connectors', connectors);
    expect(code).toBe(1);
    expect(stdout).toContain('webhook.authenticity.hash: Invalid option');
    expect(stdout).toContain('webhook.envelope.topik: unknown; did you mean topic?');
    const body = 'events/standard/debtor-updated.json';
    const attempt = await runCommand('connector', 'try', 'standard', body, '--connectors', connectors);
    expect(attempt.code).toBe(2);
    expect(attempt.stderr).toContain('"connector check standard" says why');
  });

  it('check of all connectors passes', async () => {
    const { code, stdout } = await runCommand('connector', 'check', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { name: 'business-central', ok: true },
      { name: 'erpnext', ok: true },
      { name: 'odoo', ok: true },
      { name: 'standard', ok: true },
    ]);
  });
});
