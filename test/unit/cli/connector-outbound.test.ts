import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDebtorOrder, anErpOrder } from '../../support/erp/outbound/hand-over-samples.ts';

const tried = (...words: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['cli/orderseam.ts', 'connector', 'try', ...words], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  writeFileSync(file('order.json'), JSON.stringify(anErpOrder()));
  writeFileSync(file('debtor.json'), JSON.stringify(aDebtorOrder()));
  writeFileSync(
    file('meta.json'),
    JSON.stringify({ externalCompany: 'c-1', settings: { tokenUrl: 'https://login.example/t' } }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('connector try --outbound', () => {
  it('prints the requests that would hand an order over', async () => {
    const { code, stdout } = await tried(
      ...['business-central', file('order.json'), '--as', 'order', '--outbound'],
      ...['--meta', file('meta.json'), '--json'],
    );

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [],
      requests: [
        { method: 'GET', path: expect.stringContaining('companies(c-1)/salesOrders?') },
        { method: 'GET', path: expect.stringContaining('companies(c-1)/salesInvoices?') },
        { method: 'POST', body: { externalDocumentNumber: 'OS-ORDER' } },
      ],
    });
  });

  it('of a debtor in words', async () => {
    const { stdout } = await tried('standard', file('debtor.json'), '--as', 'debtor', '--outbound');

    expect(stdout).toContain('POST debtors\n');
  });

  it('ends with 1 and says what is missing', async () => {
    const { code, stdout } = await tried(
      ...['business-central', file('order.json'), '--as', 'order', '--outbound'],
    );

    expect([code, stdout]).toEqual([1, expect.stringContaining('lacks')]);
  });

  it.each([
    [['order.json', '--as', 'product'], '--as debtor or --as order'],
    [['debtor.json', '--as', 'order'], 'is no record to hand over'],
  ])('%j is a wrong command line', async ([name = '', ...words], message) => {
    const { code, stderr } = await tried('standard', file(name), ...words, '--outbound');

    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
