import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { print } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { connectorsFolder } from './connectors-folder.ts';
import { isTemplate, scaffold, templateNames, type Template } from './new/scaffold.ts';

const optionsSchema = z.object({
  from: z.string().refine(isTemplate),
  title: z.string().trim().min(1).optional(),
  connectors: z.string(),
  json: z.boolean().optional(),
});

/** `connector new <name>`: a connector that passes its vectors, to be changed step by step into the one for an ERP. */
export function newCommand(): Command {
  return new Command('new')
    .description('start a connector: a folder that passes its own vectors, and a list of what is to be said')
    .argument('<name>', 'lower case, words joined by dashes; its folder is called the same')
    .addOption(
      new Option('--from <template>', 'what the ERP is like')
        .choices(templateNames)
        .default('webhook-pointer'),
    )
    .option('--title <text>', 'what people call the ERP')
    .option('--connectors <folder>', 'where connectors are', connectorsFolder())
    .option('--json', 'print {"folder": …, "files": […], "next": […]}')
    .action((name: string, given: unknown) => {
      const { from, title, connectors, json = false } = optionsSchema.parse(given);
      const folder = join(connectors, name);
      requireNewPlace(connectors, name);
      const files = scaffold(from, { folder, name, title });
      const next = nextCommands({ name, from, connectors });
      print(json, { folder, files, next }, () => [
        `${shown(folder)} holds ${files.length} files; TODO.md lists what is to be said of the ERP. Go on with:`,
        ...next.map((command) => `  ${command}`),
      ]);
    });
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function requireNewPlace(connectors: string, name: string): void {
  if (!NAME.test(name) || name.length > 60)
    throw new UsageError(
      `"${name}" is no name for a connector: lower case letters, digits and single dashes, such as "my-erp".`,
    );
  if (!existsSync(connectors)) throw new UsageError(`There is no folder ${connectors}.`);
  const folder = join(connectors, name);
  if (existsSync(folder))
    throw new UsageError(`${shown(folder)} is there already; nothing was changed. Choose another name.`);
}

interface Made {
  readonly name: string;
  readonly from: Template;
  readonly connectors: string;
}

/** `standard` pushes whole records, so that its sample is a webhook; the samples of the others are records as fetched. */
function nextCommands({ name, from, connectors }: Made): string[] {
  const elsewhere = connectors === connectorsFolder() ? '' : ` --connectors ${connectors}`;
  const sample = shown(join(connectors, name, 'vectors', 'invoice.json'));
  const words = [
    `check ${name}`,
    `try ${name} ${sample}${from === 'standard' ? '' : ' --as invoice'}`,
    `lint ${name}`,
  ];
  return words.map((each) => `npm run --silent orderseam -- connector ${each}${elsewhere}`);
}

/** As it is typed where the command was called, unless it lies elsewhere. */
function shown(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith('..') ? path : way;
}
