import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a new connector starts from: layers of files, each on top of those before. */
const layersOf = {
  standard: ['orders-out', 'standard'],
  pull: ['records', 'orders-out', 'pull'],
  'webhook-pointer': ['records', 'orders-out', 'webhook-pointer'],
} as const;
export type Template = keyof typeof layersOf;
export const templateNames = Object.keys(layersOf);

export const isTemplate = (name: string): name is Template => Object.hasOwn(layersOf, name);

export interface NewConnector {
  /** Its folder, which must not exist yet. */
  readonly folder: string;
  readonly name: string;
  readonly title: string | undefined;
}

const templatesFolder = fileURLToPath(new URL('templates', import.meta.url));
const schemaFile = fileURLToPath(new URL('../../../docs/schemas/connector.schema.json', import.meta.url));

/** Writes a connector that passes its own vectors, for an ERP that is made up. Returns the files, below its folder. */
export function scaffold(template: Template, made: NewConnector): string[] {
  const files = new Map(layersOf[template].flatMap((layer) => filesIn(join(templatesFolder, layer))));
  mkdirSync(made.folder);
  for (const [file, content] of files) {
    const place = join(made.folder, file);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, file === 'connector.json' ? named(content, made) : content);
  }
  return [...files.keys()].toSorted();
}

function filesIn(layer: string): [string, string][] {
  return readdirSync(layer, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [relative(layer, path), readFileSync(path, 'utf8')]);
}

/** The template's own lines for schema, name and title, written anew; the rest stays as it is formatted. */
function named(manifest: string, { folder, name, title }: NewConnector): string {
  const schema = withValue(manifest, /^ {2}"\$schema": (.*),$/m, relative(folder, schemaFile));
  const known = withValue(schema, /^ {2}"name": (.*),$/m, name);
  return title === undefined ? known : withValue(known, /^ {2}"title": (.*),$/m, title);
}

const withValue = (json: string, member: RegExp, value: string): string =>
  json.replace(member, (line, old: string) => line.replace(old, () => JSON.stringify(value)));
