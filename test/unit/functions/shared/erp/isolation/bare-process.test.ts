import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bareFlags } from '../../../../../../functions/shared/erp/isolation/bare-process.ts';
import { temporaryFolder } from '../../../../../support/temporary-folder.ts';

it('a place that is a link may be read where it points to, too: packages may be shared between checkouts', () => {
  const folder = realpathSync(temporaryFolder());
  mkdirSync(join(folder, 'packages'));
  symlinkSync(join(folder, 'packages'), join(folder, 'node_modules'));
  const places = ['node_modules', 'nowhere'].map((name) => join(folder, name));

  const readable = bareFlags(places).filter((flag) => flag.startsWith('--allow-fs-read='));

  expect(readable).toEqual(
    ['node_modules', 'packages', 'nowhere'].map((name) => `--allow-fs-read=${join(folder, name)}`),
  );
});
