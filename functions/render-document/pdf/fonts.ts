import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FontDictionary } from './content.ts';
import { fontCoverage } from './font-coverage.ts';

export interface Fonts {
  readonly folder: string;
  readonly dictionary: FontDictionary;
  /** Characters that every style of the family has. */
  readonly covered: ReadonlySet<number>;
}

const FILES = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
} as const;

/** Roboto beside the deployed function, or in node_modules where the sources run. */
export function openFonts(root = process.env.LAMBDA_TASK_ROOT ?? process.cwd()): Fonts {
  const deployed = join(root, 'fonts');
  const folder = existsSync(deployed) ? deployed : join(root, 'node_modules/pdfmake/fonts/Roboto');
  const coverages = Object.values(FILES).map((file) => fontCoverage(readFileSync(join(folder, file))));
  return {
    folder,
    dictionary: {
      Roboto: {
        normal: join(folder, FILES.normal),
        bold: join(folder, FILES.bold),
        italics: join(folder, FILES.italics),
      },
    },
    covered: inAll(coverages),
  };
}

const inAll = ([first, ...others]: readonly ReadonlySet<number>[]): ReadonlySet<number> =>
  new Set([...(first ?? [])].filter((code) => others.every((coverage) => coverage.has(code))));
