import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { anOrder, aQuote } from '../../support/sales/sale-records.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const quote = aQuote();
const order = anOrder();
const ok = (body: unknown) => ({ status: 200, body });
const run = (url: string, ...args: string[]) => runCommand(...args, '--url', url, '--token', 't');

describe('quotes', () => {
  it('list asks with the filters given and shows a row per quote', async () => {
    const api = await scriptedAdminApi(ok({ items: [quote], cursor: 'next' }));
    const { code, stdout } = await run(
      ...([api.url, 'quotes', 'list', '--state', 'draft', '--account', 'acc_0001'] as const),
    );
    expect(code).toBe(0);
    expect(api.asked[0]?.path).toBe('/quotes?state=draft&accountId=acc_0001');
    expect(stdout).toMatch(/quo_0001 +Q-2026-00001 \(1\) +draft +2026-03-02 +120\.00 EUR +Büro/);
    expect(stdout).toContain('more: --cursor next');
  });

  it('show tells each price and why', async () => {
    const api = await scriptedAdminApi(ok(quote));
    const { stdout } = await run(api.url, 'quotes', 'show', 'quo_0001');
    expect(stdout).toContain('Q-2026-00001 (1) draft, valid until 2026-03-02: Büro');
    expect(stdout).toMatch(/1 +Schreibtisch +1 +100 +100\.00 +Listenpreis/);
    expect(stdout).toContain('net 100.00, VAT 20.00, total 120.00 EUR');
  });

  it('pdf writes the bytes as they came', async () => {
    const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
    const api = await scriptedAdminApi(ok(bytes));
    const file = join(temporaryFolder(), 'quote.pdf');
    const { code, stdout } = await run(api.url, 'quotes', 'pdf', 'quo_0001', file);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `6 bytes written to ${file}\n` });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(api.asked[0]?.path).toBe('/quotes/quo_0001/document');
  });

  it('a refusal is said in the words of the API', async () => {
    const api = await scriptedAdminApi({ status: 404, body: { title: 'x', detail: 'There is no quote.' } });
    const { code, stderr } = await run(api.url, 'quotes', 'show', 'quo_0001');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no quote.');
  });
});

describe('orders', () => {
  const parked = { code: 'x', reason: 'Unblock the debtor.', at: '2026-02-01T08:00:00Z' };

  it('list shows the ERP’s number and why one is parked', async () => {
    const rows = [
      { ...order, state: 'parked', parked },
      { ...order, orderId: 'ord_0002', erp: { connectionId: 'bc', externalId: 'so-1', number: 'S-1' } },
    ];
    const api = await scriptedAdminApi(ok({ items: rows, cursor: null }));
    const { stdout } = await run(api.url, 'orders', 'list', '--state', 'open', '--number', 'O-2026-00001');
    expect(api.asked[0]?.path).toBe('/orders?state=open&orderNumber=O-2026-00001');
    expect(stdout).toMatch(/ord_0001 .*parked.*Unblock the debtor\./);
    expect(stdout).toMatch(/ord_0002 .* S-1/);
  });

  it('show tells how the ledger stands', async () => {
    const state = {
      key: 'order/ord_0001',
      status: 'unknown',
      attempts: 2,
      changedAt: '2026-02-01T08:00:00Z',
      quietUntil: '2026-02-01T08:11:05Z',
    };
    const handOver = { order: { ...state, reason: 'No answer within 30 s.' } };
    const api = await scriptedAdminApi(ok({ ...order, handOver, customerReference: 'PO 1' }));
    const { stdout } = await run(api.url, 'orders', 'show', 'ord_0001');
    expect(stdout).toContain('O-2026-00001 accepted, from Q-2026-00001, 100.00 EUR net');
    expect(stdout).toContain("customer's reference: PO 1");
    expect(stdout).toMatch(/order\/ord_0001 +unknown +2 .* 2026-02-01T08:11:05Z +No answer within 30 s\./);
  });

  it.each([
    ['hand-over', [], {}],
    ['release', ['--debtor', 'deb_7'], { chosenDebtorId: 'deb_7' }],
  ] as const)('%s says what the order is now', async (action, more, body) => {
    const api = await scriptedAdminApi({
      ...{ status: 202, body: { ...order, state: 'released', handOverAttempt: 2 } },
    });
    const { code, stdout } = await run(api.url, 'orders', action, 'ord_0001', ...more);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'O-2026-00001 is released, attempt 2\n' });
    expect(api.asked).toMatchObject([{ method: 'POST', path: `/orders/ord_0001/${action}`, body }]);
  });
});
