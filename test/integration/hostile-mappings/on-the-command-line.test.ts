import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runApart, runningMappings } from '../../../cli/connector/apart.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderseam-apart-'));
  cpSync('connectors/standard', join(folder, 'standard'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A connector whose hand-over of debtors does this. */
const handingOver = (expression: string) =>
  writeFileSync(join(folder, 'standard', 'new-debtor.jsonata'), `{ "name": (${expression}) }`);
const check = async (seconds: number) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const args = ['connector', 'check', 'standard', '--connectors', folder];
  return { code: await runApart(args, 'check', seconds), said: said.mock.calls.flat().join('\n') };
};

describe('connectors on the command line', { timeout: 60_000 }, () => {
  it.each([
    ['backtracks', '$match($pad("", 60, "a") & "!", /^(a+)+$/)'],
    [
      'doubles texts',
      '($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $length($d("0123456789abcdef", 24)))',
    ],
  ])('end with a sentence where a mapping %s', async (_what, expression) => {
    handingOver(expression);

    expect(await check(5)).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^error: "connector check" was ended: it took more than 5 s or 1024 MB\. Look/,
      ),
    });
  });
});

it.each([
  ['connector check', 'check'],
  ['--data folder connector lint my-erp', 'lint'],
  ['connector try my-erp order.json --as order --outbound', 'try --outbound'],
  ['connector try my-erp body.json', undefined],
  ['connector schema', undefined],
  ['connector new check', undefined],
  ['deliveries --connection check', undefined],
])('"%s" runs mappings of a folder: %s', (line, command) => {
  expect(runningMappings(line.split(' '))).toBe(command);
});
