import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A connector as its author wrote it. */
export interface ConnectorFiles {
  /** `connector.json`, parsed but not yet believed. */
  readonly manifest: unknown;
  /** Sources by file name. */
  readonly mappings: Readonly<Record<string, string>>;
}

/** The files of one connector's folder. Throws a `SyntaxError` where its manifest is no JSON. */
export function connectorFilesIn(folder: string): ConnectorFiles {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'connector.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonata'));
  const sources = files.map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
  return { manifest, mappings: Object.fromEntries(sources) };
}
