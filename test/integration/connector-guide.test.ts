import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guideBlocksOf, type GuideBlock } from '../support/docs/guide-steps.ts';
import { merged, type Json } from '../support/docs/merged-json.ts';

const blocks = guideBlocksOf(readFileSync('docs/connectors.md', 'utf8'));
const cli = resolve('cli/orderseam.ts');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderseam-guide-'));
  mkdirSync(join(folder, 'connectors'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What differs from a reader's terminal: the folder of the connectors, and no npm in between. */
const asTyped = (command: string) =>
  command.replaceAll(
    /npm run --silent orderseam -- connector (.*)/g,
    `'${process.execPath}' '${cli}' connector $1 --connectors connectors`,
  );

interface Ended {
  readonly step: number;
  readonly code: number;
  readonly output: string;
}

const run = ({ step, code: command }: GuideBlock) =>
  new Promise<Ended>((done) => {
    execFile('bash', ['-uc', asTyped(command)], { cwd: folder }, (error, stdout, stderr) => {
      done({ step, code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });

/** As the reader's editor would: what is shown of the manifest goes to its place, any other file holds what is shown. */
function write(file: string, code: string): void {
  const place = join(folder, file);
  const isManifest = file.endsWith('connector.json') && existsSync(place);
  if (!isManifest) return writeFileSync(place, code);
  const [shown, rest] = [code, readFileSync(place, 'utf8')].map((text) => JSON.parse(text) as Json);
  writeFileSync(place, JSON.stringify(merged(shown ?? null, rest), null, 2));
}

async function follow(): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const block of blocks)
    if (block.file === undefined) ended.push(await run(block));
    else write(block.file, block.code);
  return ended;
}

describe.skipIf(process.platform === 'win32')('the guide to a connector', () => {
  it(
    'leads from nothing to one that is fit to ship, and every command does what the text says',
    { timeout: 120_000 },
    async () => {
      const says = (...words: string[]) => expect.stringMatching(new RegExp(words.join('[^]*'))) as string;

      expect(await follow()).toEqual([
        { step: 1, code: 0, output: says('TODO\\.md lists', 'lindwurm: fit to ship') },
        { step: 2, code: 0, output: says('"externalId": "4711"') },
        { step: 4, code: 0, output: says('"number": "K-10041"', '"modifiedAt": "2026-02-03T08:15:30Z"') },
        { step: 5, code: 0, output: says('✓ partner-unknown-lock:', '✓ partner:', 'lindwurm: fit to ship') },
        { step: 7, code: 1, output: says('✗ credit-note:', 'lindwurm: not fit to ship') },
        {
          step: 8,
          code: 0,
          output: says('POST .*orders', '"reference": "OS-7Q4TN0VX2M9KRB5D8HWZ3FJ6YA"', '"price": 12.3456'),
        },
        { step: 9, code: 0, output: says('lindwurm: 0 to mend, \\d+ to judge', 'lindwurm: fit to ship') },
      ]);
    },
  );
});
