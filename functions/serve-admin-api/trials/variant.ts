import { isDeepStrictEqual } from 'node:util';
import type { ConnectorFiles } from '../../shared/erp/connector-files.ts';
import type { UploadedConnector } from '../views/trial-view.ts';

/** A connector as somebody changed it: what ships, with their files in place of the shipped ones. */
export interface Variant {
  readonly files: ConnectorFiles;
  readonly changesManifest: boolean;
}

/** Undefined where nothing that was uploaded differs from what ships. */
export function variantOf(
  shipped: ConnectorFiles,
  { manifest, mappings = {} }: UploadedConnector = {},
): Variant | undefined {
  const changesManifest = manifest !== undefined && !isDeepStrictEqual(manifest, shipped.manifest);
  const changesMapping = Object.entries(mappings).some(([file, source]) => shipped.mappings[file] !== source);
  if (!changesManifest && !changesMapping) return undefined;
  return {
    files: {
      manifest: changesManifest ? manifest : shipped.manifest,
      mappings: { ...shipped.mappings, ...mappings },
    },
    changesManifest,
  };
}
