import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerEvent } from '../../../domain/ledger/ledger-event.ts';
import { emptyChain, nextEntries, type ChainHead } from '../../../domain/ledger/next-entries.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { confirmed, planned, rejected, sending } from '../../support/ledger/events.ts';
import { runCommand } from '../../support/run-command.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The entries of one key, as the only ones of their chain. */
function entriesOf(key: string, events: readonly LedgerEvent[]): LedgerEntry[] {
  let before: LedgerState | undefined;
  let head: ChainHead = emptyChain;
  return events.flatMap((event) => {
    const append = { company: 'demo', key, before, actor: 'test', now: 1_769_932_800_000 };
    const next = nextEntries({ ...append, events: [event] }, head, sha256);
    if ('refused' in next) throw new Error(next.refused);
    ({ state: before, head } = next);
    return next.entries;
  });
}

const inErp = entriesOf('order/ord_0001', [planned(), sending(1), confirmed(1)]);
const refused = entriesOf('order/ord_0003', [
  planned({ reference: 'OS-3', units: [{ unit: 'ord_0003/1', net: '50.00' }], net: '50.00' }),
  ...[sending(1), rejected(1)],
]);
const entries = [...inErp, ...refused];
const text = (lines: readonly unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const headOf = (chain: readonly LedgerEntry[]) => {
  const last = chain.at(-1);
  return { chain: last?.chain, sequence: last?.sequence, hash: last?.hash, at: last?.at };
};
const heads = { items: [headOf(inErp), headOf(refused)] };

let file = '';
beforeEach(() => void (file = join(temporaryFolder(), 'ledger.ndjson')));
const verify = (...args: string[]) => runCommand('ledger', 'verify', file, ...args);

it('the example keys lie in chains of their own', () => {
  expect(inErp[0]?.chain).not.toBe(refused[0]?.chain);
});

describe('ledger verify', () => {
  it('proves an export offline and accounts for every unit', async () => {
    writeFileSync(file, text(entries));
    const { code, stdout } = await verify('--month', '2026-02');
    expect(code).toBe(0);
    expect(stdout).toContain('6 entries: the ledger is whole.');
    expect(stdout).toContain('shows only with --heads');
    expect(stdout).toMatch(/2026-02 +confirmed +1 +1 +100 EUR/);
    expect(stdout).toMatch(/order\/ord_0003 +rejected +1 +The customer is blocked\./);
  });

  it.each([
    ['an entry is missing', entries.toSpliced(1, 1), 'gap'],
    ['an entry is there twice', [...entries.slice(0, 1), ...entries], 'gap'],
    ['an entry was changed', [{ ...inErp[0], actor: 'somebody' }, ...entries.slice(1)], 'wrong-hash'],
    ['a line is no entry', [...entries, { nothing: 1 }], 'unreadable'],
  ])('finds that %s, says so in a sentence, and ends with 1', async (_, lines, code) => {
    writeFileSync(file, text(lines));
    const ended = await verify();
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('the ledger is NOT whole');
    expect(ended.stdout).toContain(`✗ ${code}: `);
  });

  it('takes a line that is no JSON as evidence, not as an error of its own', async () => {
    writeFileSync(file, `${text(entries)}{"half":`);
    const { code, stdout } = await verify('--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ entries: 7, findings: [{ code: 'unreadable' }] });
  });

  it('finds with the heads of an earlier day that the end was cut off', async () => {
    const headFile = join(temporaryFolder(), 'heads.json');
    writeFileSync(headFile, JSON.stringify(heads));
    writeFileSync(file, text(entries.slice(0, -1)));
    expect((await verify()).code).toBe(0);
    const { code, stdout } = await verify('--heads', headFile);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ cut-off: ');
  });

  it('reads from the Admin API, page by page, against its heads', async () => {
    const api = await scriptedAdminApi(
      { status: 200, body: heads },
      {
        ...{ status: 200, body: text(entries.slice(0, 4)) },
        link: '</ledger/export?limit=200&cursor=c1>; rel="next"',
      },
      { status: 200, body: text(entries.slice(4)) },
    );
    const { code, stdout } = await runCommand(
      ...['ledger', 'verify', '--from-api', '--url', api.url, '--token', 't'],
    );
    expect(code).toBe(0);
    expect(stdout).toContain('6 entries: the ledger is whole.');
    expect(stdout).not.toContain('--heads');
    expect(api.asked.map(({ path }) => path)).toEqual([
      ...['/ledger/heads', '/ledger/export?limit=200', '/ledger/export?limit=200&cursor=c1'],
    ]);
  });
});

it('ledger export writes every entry, and the heads where asked', async () => {
  const headFile = join(temporaryFolder(), 'heads.json');
  const api = await scriptedAdminApi({ status: 200, body: heads }, { status: 200, body: text(entries) });
  const { code, stdout } = await runCommand(
    ...['ledger', 'export', file, '--heads', headFile, '--url', api.url, '--token', 't'],
  );
  expect({ code, stdout }).toEqual({ code: 0, stdout: `6 entries written to ${file}\n` });
  expect(readFileSync(file, 'utf8')).toBe(text(entries));
  expect((await verify('--heads', headFile)).code).toBe(0);
});
