import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Ended {
  readonly code: number;
  readonly json: () => unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const orderseam = (...words: string[]) =>
  new Promise<Ended>((resolve) => {
    execFile(process.execPath, ['cli/orderseam.ts', 'connector', ...words], (error, stdout, stderr) => {
      resolve({
        code: error === null ? 0 : Number(error.code),
        json: () => JSON.parse(stdout) as unknown,
        stdout,
        stderr,
      });
    });
  });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  writeFileSync(
    join(folder, 'item.json'),
    JSON.stringify({ id: 'a1b2c3d4-0000-4000-8000-000000000001', number: '7', unitPrice: 1.5 }),
  );
  writeFileSync(join(folder, 'meta.json'), JSON.stringify({ settings: { localCurrency: 'CHF' } }));
  writeFileSync(join(folder, 'bad-meta.json'), '[]');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('connector try', () => {
  const vectors = 'connectors/standard/vectors';

  it('prints what a webhook announces and carries', async () => {
    const { code, json } = await orderseam('try', 'standard', `${vectors}/debtor-deleted.json`, '--json');

    expect(code).toBe(0);
    expect(json()).toMatchObject({
      authentic: null,
      changes: [{ entity: 'debtor', externalId: 'deb-42', change: 'deleted' }],
      canonical: [{ externalId: 'deb-42' }],
    });
  });

  it('maps a record as fetched, with settings from the file or the command line', async () => {
    const listPrice = async (...words: string[]) => {
      const { code, json } = await orderseam(
        'try',
        'business-central',
        join(folder, 'item.json'),
        '--as',
        'product',
        '--json',
        ...words,
      );
      return [code, (json() as { canonical: { listPrice: unknown }[] }).canonical[0]?.listPrice];
    };

    expect(await listPrice('--meta', join(folder, 'meta.json'))).toEqual([
      0,
      { amount: '1.5', currency: 'CHF' },
    ]);
    expect(await listPrice('--setting', 'localCurrency=EUR')).toEqual([
      0,
      { amount: '1.5', currency: 'EUR' },
    ]);
  });

  it('still prints JSON and ends with 1 when it does not map', async () => {
    const { code, json } = await orderseam('try', 'standard', `${vectors}/invoice-broken.json`, '--json');

    expect(code).toBe(1);
    expect(json()).toMatchObject({
      canonical: [],
      problems: [{ field: 'currency' }, { field: 'lines[0].net' }, { field: 'lines[1].kind' }],
    });
  });

  it('ends with 1 and a sentence where a mapping does not end', async () => {
    cpSync('connectors/business-central', join(folder, 'business-central'), { recursive: true });
    const endless = '$match($pad("", 60, "a") & "!", /^(a+)+$/)';
    writeFileSync(join(folder, 'business-central', 'item.jsonata'), endless);
    const { code, json } = await orderseam(
      ...['try', 'business-central', join(folder, 'item.json'), '--as', 'product', '--json'],
      ...['--connectors', folder],
    );

    expect(code).toBe(1);
    expect(json()).toMatchObject({ canonical: [], problems: [{ field: '(mapping)' }] });
  });

  it.each([
    ['an unknown connector', ['nothing', 'x.json'], /known are business-central, erpnext, odoo, standard/],
    ['a file that is not there', ['standard', 'nothing.json'], /nothing\.json cannot be read/],
    [
      'an unknown entity',
      ['standard', 'x.json', '--as', 'quote'],
      /Allowed choices are debtor, product, invoice, order/,
    ],
    ['an unknown record type', ['standard', 'x.json', '--resource', 'quotes'], /has no resource "quotes"/],
    ['a missing argument', ['standard'], /missing required argument/],
  ])('ends with 2 for %s', async (_, words, message) => {
    const { code, stdout, stderr } = await orderseam('try', ...words, '--json');

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('ends with 2 for a meta file that is none', async () => {
    expect(
      await orderseam('try', 'standard', `${vectors}/ping.json`, '--meta', join(folder, 'bad-meta.json')),
    ).toMatchObject({ code: 2, stderr: expect.stringContaining('is no meta file') });
  });
});

describe('connector check', () => {
  it('passes for what ships, and says so for people and for scripts', async () => {
    expect(await orderseam('check', 'standard')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/✓ ping: .*\nstandard: fit to ship/s),
    });
    expect((await orderseam('check', 'standard', '--json')).json()).toMatchObject({
      name: 'standard',
      ok: true,
      problems: [],
    });
  });

  it('does not know a connector that is not there', async () => {
    expect(await orderseam('check', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no connector "nothing"'),
    });
  });
});
