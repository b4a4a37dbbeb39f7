import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { scaffold, type Template } from '../../../cli/connector/new/scaffold.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type JsonObject = Record<string, z.infer<ReturnType<typeof z.json>>>;

/** A connector as `connector new` makes it, to be spoilt. */
export interface AScaffold {
  readonly folder: string;
  /** Puts something in the place of a text, which has to be there. */
  edit(file: string, from: string, to: string): AScaffold;
  /** Changes a file that holds JSON; the change may write into what it gets. */
  change(file: string, how: (json: JsonObject) => void): AScaffold;
  remove(file: string): AScaffold;
}

export function aScaffold(template: Template = 'pull'): AScaffold {
  const folder = join(temporaryFolder(), 'my-erp');
  scaffold(template, { folder, name: 'my-erp', title: 'My ERP' });
  const made: AScaffold = {
    folder,
    edit(file, from, to) {
      const text = readFileSync(join(folder, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
      writeFileSync(
        join(folder, file),
        text.replace(from, () => to),
      );
      return made;
    },
    change(file, how) {
      const json = z.record(z.string(), z.json()).parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      how(json);
      writeFileSync(join(folder, file), JSON.stringify(json, null, 2));
      return made;
    },
    remove(file) {
      rmSync(join(folder, file));
      return made;
    },
  };
  return made;
}
