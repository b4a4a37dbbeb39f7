import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkConnector } from '../../../../../../functions/shared/erp/trial/check-connector.ts';
import { differences } from '../../../../../../functions/shared/erp/trial/differences.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'connector-'));
  folder = join(root, 'business-central');
  cpSync('connectors/business-central', folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** Changes a file as text and checks the connector again. */
async function checkAfter(file: string, change: (text: string) => string): Promise<string> {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  const { ok, problems, vectors } = await checkConnector(folder);
  expect(ok).toBe(false);
  return [...problems, ...vectors.flatMap((vector) => vector.differences)].join('\n');
}

describe('a check finds', () => {
  it('nothing in a sound connector', async () => {
    expect(await checkConnector(folder)).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    ['an unknown field', 'connector.json', '"name": "business-central"', '"nam": "business-central"', /nam/],
    ['broken JSON', 'connector.json', '{', '[', /no JSON/],
    [
      'a file that does not exist',
      'connector.json',
      'item.jsonata',
      'missing.jsonata',
      /missing\.jsonata does not exist/,
    ],
    [
      'a hook that does not exist',
      'connector.json',
      '"http": {',
      '"http": { "hook": "proof.mjs",',
      /names proof\.mjs/,
    ],
    ['a file nobody uses', 'connector.json', 'item.jsonata', 'customer.jsonata', /item\.jsonata is not used/],
    [
      'a pattern that does not parse',
      'connector.json',
      '[^?]*)?$',
      '[^?]*?$',
      /webhook\.envelope\.pattern is no valid pattern/,
    ],
    [
      'a list of ids without a way to read what we lack',
      'connector.json',
      '"fetch": {\n        "path": "companies({company})/items({id})"\n      },',
      '',
      /resources\.items lists ids but has no "fetch"/,
    ],
    [
      'an expression that does not parse',
      'item.jsonata',
      '"number":',
      '"number"',
      /item\.jsonata, character \d+/,
    ],
    [
      'a changed result',
      'line.jsonata',
      'netTaxAmount',
      'totalTaxAmount',
      /canonical\.0\.lines\.0\.tax: expected "0", got nothing/,
    ],
    [
      'a changed sign rule',
      'connector.json',
      '"creditAmounts": "positive"',
      '"creditAmounts": "negative"',
      /expected "-50", got "50"/,
    ],
    [
      'a secret nobody describes',
      'connector.json',
      '"secret": "clientState"',
      '"secret": "clientStat"',
      /uses the secret clientStat/,
    ],
    [
      'a folder of another name',
      'connector.json',
      '"name": "business-central"',
      '"name": "other"',
      /the manifest is called other/,
    ],
  ])('%s', async (_, file, from, to, message) => {
    expect(await checkAfter(file, (text) => text.replaceAll(from, to))).toMatch(message);
  });

  it('a mapping without an example', async () => {
    for (const shown of ['sales-credit-memo', 'credit-memos-settled'])
      rmSync(join(folder, 'vectors', `${shown}.vector.json`));

    expect((await checkConnector(folder)).problems).toEqual([
      'no vector shows a canonical record of salesCreditMemos',
    ]);
  });

  it('that there is no connector', async () => {
    expect((await checkConnector(join(root, 'nothing'))).problems).toEqual([
      `${join(root, 'nothing')} holds no connector.json`,
    ]);
  });
});

describe('differences', () => {
  it('are named by path; only what is expected is compared', () => {
    expect(differences({ a: [{ b: 1 }, 2] }, { a: [{ b: '1' }], other: true })).toEqual([
      'a.0.b: expected 1, got "1"',
      'a.1: expected 2, got nothing',
    ]);
    expect(differences({ a: null, c: 'x' }, { a: null, c: 'x' })).toEqual([]);
    expect(differences({ a: { b: null } }, { a: {} })).toEqual(['a.b: expected null, got nothing']);
    expect(differences({ a: [] }, { a: {} })).toEqual(['a: expected [], got {}']);
  });
});
