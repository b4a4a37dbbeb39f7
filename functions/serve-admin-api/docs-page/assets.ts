import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startScript } from './page.ts';

const mediaTypes = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;
type AssetName = keyof typeof mediaTypes;

export interface Asset {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export type ReadAsset = (name: string) => Promise<Asset | undefined>;

const isAssetName = (name: string): name is AssetName => Object.hasOwn(mediaTypes, name);

/** Swagger UI's files: beside the deployed function, or in node_modules where the sources run. */
export function swaggerAssets(root: string): ReadAsset {
  const deployed = join(root, 'swagger-ui');
  const folder = existsSync(deployed) ? deployed : join(root, 'node_modules', 'swagger-ui-dist');
  return async (name) => {
    if (name === 'start.js')
      return { bytes: Buffer.from(startScript), mediaType: 'text/javascript; charset=utf-8' };
    if (!isAssetName(name)) return undefined;
    return { bytes: await readFile(join(folder, name)), mediaType: mediaTypes[name] };
  };
}
