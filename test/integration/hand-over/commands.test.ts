import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AdminCaller } from '../../support/running-app/admin-caller.ts';
import { AppProcess, type Urls } from '../../support/running-app/app-process.ts';
import { CrmSide } from '../../support/running-app/crm-side.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { SalesSide } from '../../support/running-app/sales-side.ts';
import { runCommand } from '../../support/run-command.ts';

/** The sale by `npm run orderseam --`, against `npm start` as a user has it. */
let data: string;
let app: AppProcess;
let urls: Urls;
let crm: CrmSide;
let sales: SalesSide;
let order: Row;

const SOON = { timeout: 30_000, interval: 100 };
const orderseam = (...args: string[]) => runCommand('--data', data, ...args);
const file = (name: string): string => join(data, name);
const text = (value: unknown): string => String(value);

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'orderseam-sale-'));
  app = new AppProcess(data);
  urls = await app.start();
  const roles = ['sales', 'accounting', 'operator'].flatMap((role) => ['--role', role]);
  const { stdout: token } = await orderseam('token', ...roles);
  crm = new CrmSide(urls.admin, token.trim());
  sales = new SalesSide(new AdminCaller(urls.admin, token.trim()));
  order = await vi.waitFor(() => sales.order(), { timeout: 60_000, interval: 500 });
}, 240_000);
afterAll(async () => {
  await app.kill();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

const inErp = (what: string, body: object) =>
  fetch(`${urls.demoErp}/demo/${what}`, { method: 'POST', body: JSON.stringify(body) });
const until = (state: string, id: unknown) =>
  vi.waitFor(async () => {
    const { stdout } = await orderseam('orders', 'show', text(id));
    expect(stdout).toContain(` ${state}, from `);
  }, SOON);

describe('the commands of a sale', { timeout: 90_000 }, () => {
  it('quotes show tells each price and why', async () => {
    const { code, stdout } = await orderseam('quotes', 'show', text(order['quoteId']));
    expect(code).toBe(0);
    expect(stdout).toContain('accepted');
    expect(stdout).toContain('Listenpreis 1973,44 EUR');
  });

  it('quotes pdf writes the document', async () => {
    const { code, stdout } = await orderseam('quotes', 'pdf', text(order['quoteId']), file('quote.pdf'));
    expect(code).toBe(0);
    expect(stdout).toContain('bytes written to');
    expect(readFileSync(file('quote.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('orders list finds what waits, and orders hand-over brings it to the ERP', async () => {
    const listed = await orderseam('orders', 'list', '--state', 'accepted');
    expect(listed.stdout).toContain(text(order['orderNumber']));

    const handed = await orderseam('orders', 'hand-over', text(order['orderId']));
    expect(handed).toMatchObject({
      code: 0,
      stdout: `${text(order['orderNumber'])} is released, attempt 1\n`,
    });
    await until('confirmed', order['orderId']);

    const again = await orderseam('orders', 'hand-over', text(order['orderId']));
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('The order is in the ERP already');
  });

  it('orders show tells why one is parked, and orders release lets it go on', async () => {
    const confirmed = await sales.read(order);
    const { number } = confirmed['debtor'] as { number: string };
    await inErp(`customers/${number}/block`, { blocked: 'All' });
    const second = await sales.order({}, text(order['accountId']));
    await orderseam('orders', 'hand-over', text(second['orderId']));
    await until('parked', second['orderId']);
    const { stdout } = await orderseam('orders', 'show', text(second['orderId']));
    expect(stdout).toMatch(/^parked: .*blocked/m);

    await inErp(`customers/${number}/block`, { blocked: ' ' });
    await vi.waitFor(async () => {
      expect(await crm.find(`/debtors?number=${number}`)).toMatchObject({ block: 'none' });
    }, SOON);
    expect((await orderseam('orders', 'release', text(second['orderId']))).code).toBe(0);
    await until('confirmed', second['orderId']);
  });
});

describe('the ledger', { timeout: 90_000 }, () => {
  it('is exported and proved offline', async () => {
    expect(
      await orderseam('ledger', 'export', file('ledger.jsonl'), '--heads', file('heads.json')),
    ).toMatchObject({
      code: 0,
    });
    const verified = await runCommand(
      'ledger',
      'verify',
      file('ledger.jsonl'),
      '--heads',
      file('heads.json'),
    );
    expect(verified.stdout).toMatch(/^\d+ entries: the ledger is whole\.$/m);
    expect(verified.code).toBe(0);
  });

  it('of which one amount was changed is not whole, and the entry is named', async () => {
    const lines = readFileSync(file('ledger.jsonl'), 'utf8').trimEnd().split('\n');
    const place = lines.findIndex((line) => line.includes('"1973.44"'));
    const { chain, sequence } = JSON.parse(lines[place] ?? '{}') as { chain: string; sequence: number };
    writeFileSync(file('changed.jsonl'), lines.join('\n').replace('"1973.44"', '"1.44"'));

    const { code, stdout } = await runCommand('ledger', 'verify', file('changed.jsonl'));
    expect(code).toBe(1);
    expect(stdout).toContain('the ledger is NOT whole');
    expect(stdout).toMatch(
      new RegExp(`✗ wrong-hash: .*${sequence}.*${chain}|✗ wrong-hash: .*${chain}.*${sequence}`),
    );
  });

  it('from whose end something was cut is not whole, as the heads prove', async () => {
    const lines = readFileSync(file('ledger.jsonl'), 'utf8').trimEnd().split('\n');
    writeFileSync(file('cut.jsonl'), lines.slice(0, -1).join('\n'));
    const cut = await runCommand('ledger', 'verify', file('cut.jsonl'), '--heads', file('heads.json'));
    expect(cut.code).toBe(1);
    expect(cut.stdout).toContain('✗ cut-off: ');
  });
});
