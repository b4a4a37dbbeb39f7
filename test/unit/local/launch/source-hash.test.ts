import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sourceHash } from '../../../../local/launch/source-hash.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = temporaryFolder();
  write('lib/stack.ts', 'stack');
  write('functions/greet/handler.ts', 'greet');
  write('package-lock.json', '{}');
});

describe('the hash of the sources', () => {
  it.each([
    ['a file changes', () => write('functions/greet/handler.ts', 'greet!')],
    ['a file appears', () => write('connectors/new/connector.json', '{}')],
    ['a file is renamed', () => renameSync(join(root, 'lib/stack.ts'), join(root, 'lib/other.ts'))],
    ['a dependency changes', () => write('package-lock.json', '{"a":1}')],
  ])('is another one when %s', (_what, change) => {
    const before = sourceHash(root);
    change();

    expect(sourceHash(root)).not.toBe(before);
  });

  it('stays when nothing changes that the synthesis reads', () => {
    const before = sourceHash(root);
    write('docs/notes.md', 'x');
    write('test/x.test.ts', 'x');
    write('lib/stack.ts', 'stack');

    expect(sourceHash(root)).toBe(before);
  });
});
