import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectorFilesIn } from './connector-files.ts';
import { tableFunction, tableKeyFunction } from './helpers/table-function.ts';
import type { JsonValue } from './lossless-json.ts';
import { manifestSchema, type Manifest } from './manifest/manifest.ts';

/** A compiled expression; see `evaluate`. */
export type Expression = (
  input: JsonValue,
  variables: Readonly<Record<string, unknown>>,
) => Promise<JsonValue | undefined>;

/** A manifest, its expressions (compiled on first use) and what every evaluation sees. */
export interface Connector {
  readonly name: string;
  readonly manifest: Manifest;
  /** Where it lies; undefined where it did not ship. */
  readonly folder?: string;
  /** Source by file name. */
  readonly sources: Readonly<Record<string, string>>;
  readonly compiled: Map<string, Expression>;
  /** `$table` and `$tableKey`. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The connectors that ship with the deployment; each is read when it is first asked for, to keep cold starts short. */
export interface Connectors {
  get(name: string): Connector | undefined;
  names(): string[];
}

/** `folder` holds one folder per connector. A broken manifest throws: it ships with the code, so it is a bug. */
export function loadConnectors(folder: string): Connectors {
  const loaded = new Map<string, Connector>();
  const known = (name: string) =>
    /^[a-z0-9-]+$/.test(name) && existsSync(join(folder, name, 'connector.json'));
  return {
    names: () => readdirSync(folder).filter(known).sort(),
    get(name) {
      if (!loaded.has(name) && known(name)) loaded.set(name, loadConnector(join(folder, name)));
      return loaded.get(name);
    },
  };
}

/** Zod makes code for what it parses, which pays from the second time on; every function that starts would wait for it. */
const onlyOnce = { jitless: true };

/** One connector from its folder. Throws a `ZodError` when the manifest does not fit. */
export function loadConnector(folder: string): Connector {
  const { manifest, mappings } = connectorFilesIn(folder);
  return { ...buildConnector(manifestSchema.parse(manifest, onlyOnce), mappings), folder };
}

export function buildConnector(
  manifest: Manifest,
  sources: Readonly<Record<string, string>> = {},
): Connector {
  const { tables } = manifest.values;
  const variables = { table: tableFunction(tables), tableKey: tableKeyFunction(tables) };
  return { name: manifest.name, manifest, sources, compiled: new Map(), variables };
}

/**
 * The expression in a file the manifest names, compiled once. The evaluator is loaded with the first one: it is large, and what speaks our
 * own names needs none.
 */
export async function expressionOf(connector: Connector, file: string): Promise<Expression> {
  const known = connector.compiled.get(file);
  if (known !== undefined) return known;
  const source = connector.sources[file];
  if (source === undefined)
    throw new Error(`The connector ${connector.name} names ${file}, which does not exist.`);
  const { compileExpression, evaluate } = await import('./evaluate.ts');
  const compiled = compileExpression(source, `${connector.name}/${file}`);
  const expression: Expression = (input, variables) => evaluate(compiled, input, variables);
  connector.compiled.set(file, expression);
  return expression;
}

/** All connectors read at once, for callers that list them. */
export function loadAllConnectors(folder: string): ReadonlyMap<string, Connector> {
  return new Map(
    loadConnectors(folder)
      .names()
      .map((name) => [name, loadConnector(join(folder, name))]),
  );
}
