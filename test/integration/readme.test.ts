import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppProcess, type Urls } from '../support/running-app/app-process.ts';
import { shellBlocksByStep } from '../support/shell-blocks.ts';

const shell = promisify(execFile);
const steps = shellBlocksByStep(readFileSync('README.md', 'utf8'));

let data: string;
let app: AppProcess;
let urls: Urls;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'orderseam-readme-'));
  app = new AppProcess(data);
  urls = await app.start();
}, 120_000);
afterAll(async () => {
  await app.kill();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

/** What differs from a reader's terminal: ports, data folder, and no second npm in between. */
const asTyped = (block: string) =>
  block
    .replaceAll('http://127.0.0.1:4701', urls.admin)
    .replaceAll(/(?<= )(quote\.pdf|ledger\.ndjson)/g, `'${data}/$1'`)
    .replaceAll('npm run --silent orderseam --', `'${process.execPath}' cli/orderseam.ts --data '${data}'`);

/** The blocks of one step; each runs in a shell that has done the first step, as the reader's has, and knows what earlier ones exported. */
function blocksOf(step: number, exported = '') {
  const [token = ''] = steps.get(1) ?? [];
  return (steps.get(step) ?? []).map((block) => async (after = '') => {
    const script = [asTyped(token), exported, asTyped(block), after].join('\n');
    const { stdout } = await shell('bash', ['-euc', script]);
    return stdout;
  });
}

/** Repeats a block, as a reader would who was too quick. */
const untilIt = (expectation: () => Promise<unknown>) =>
  vi.waitFor(expectation, { timeout: 30_000, interval: 200 });

describe.skipIf(process.platform === 'win32')('the first steps of the README', { timeout: 60_000 }, () => {
  it('are the eight that this test knows', () => {
    expect([...steps].map(([step, blocks]) => [step, blocks.length])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 2],
      [5, 2],
      [6, 3],
      [7, 1],
      [8, 3],
    ]);
  });

  it('2: shows debtors of the demo ERP, of which there are 40', async () => {
    const [list] = blocksOf(2);
    await untilIt(async () =>
      expect(JSON.parse((await list?.()) ?? '')).toMatchObject({ items: { length: 3 } }),
    );
    const { stdout: token } = await shell('bash', [
      '-euc',
      `${asTyped(steps.get(1)?.[0] ?? '')}; echo $TOKEN`,
    ]);
    await untilIt(async () => {
      const headers = { authorization: `Bearer ${token.trim()}` };
      const response = await fetch(`${urls.admin}/debtors?limit=100&connection=bc`, { headers });
      expect(await response.json()).toMatchObject({ items: { length: 40 }, cursor: null });
    });
  });

  it('3: shows what came from the ERP and what became of it', async () => {
    const [list] = blocksOf(3);
    await untilIt(async () => expect(await list?.()).toMatch(/bc +applied +(debtor|product|invoice) /));
  });

  it('4: a signed webhook becomes a debtor', async () => {
    const [send, look] = blocksOf(4);
    expect(await send?.()).toContain('202 Accepted');
    await untilIt(async () => expect(await look?.()).toContain('"name":"Pappel & Söhne GmbH"'));
  });

  it('5: an invoice that does not map is parked with field and reason', async () => {
    const [send, look] = blocksOf(5);
    expect(await send?.()).toContain('202 Accepted');
    await untilIt(async () =>
      expect(await look?.()).toMatch(/parked +invoice inv-2002 .*totals\.net: must be/),
    );
  });

  it('6: a mapping shows what it does', async () => {
    const [check, attempt, rehearse] = blocksOf(6);
    expect(await check?.()).toContain('business-central: fit to ship');
    expect(JSON.parse((await attempt?.()) ?? '')).toMatchObject({
      authentic: null,
      canonical: [{ number: 'VR-100500', kind: 'invoice' }],
    });
    expect(await rehearse?.()).toMatch(
      /^\d+ deliver(y|ies), \d+ records: [1-9]\d* equal(, \d+ not comparable)?\n$/,
    );
  });

  it(
    '7 and 8: what was sold stands in the ERP once, and the ledger proves it',
    { timeout: 120_000 },
    async () => {
      const [sell] = blocksOf(7);
      const order = (await sell?.('echo $ORDER'))?.trim().split('\n').at(-1) ?? '';
      expect(order).toMatch(/^ord_/);

      const [handOver, show, prove] = blocksOf(8, `export ORDER=${order}`);
      await handOver?.();
      await untilIt(async () => expect(await show?.()).toMatch(/confirmed[^]*in the ERP: \S+/));
      await handOver?.().catch(() => undefined);
      expect(await prove?.()).toContain('the ledger is whole');
    },
  );
});
