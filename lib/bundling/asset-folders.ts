import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createRequire } from 'node:module';
import { repositoryRoot } from './bundle-function.ts';

/** Copies one folder of files that a function reads at run time into its asset. */
export type AssetFolder = (assetFolder: string) => void;

/** The connectors beside the bundle; their vectors are tests and stay behind. */
export const connectorsFolder: AssetFolder = (assetFolder) => {
  cpSync(join(repositoryRoot, 'connectors'), join(assetFolder, 'connectors'), {
    recursive: true,
    filter: (source) => !source.split(sep).includes('vectors'),
  });
};

const swaggerUiFiles = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** What the page at `/docs` loads; everything else in the package is for other ways of embedding it. */
export const swaggerUiFolder: AssetFolder = (assetFolder) => {
  const source = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const target = join(assetFolder, 'swagger-ui');
  mkdirSync(target);
  for (const file of swaggerUiFiles) cpSync(join(source, file), join(target, file));
};

const fontFiles = ['Roboto-Regular.ttf', 'Roboto-Medium.ttf', 'Roboto-Italic.ttf'];

/** What documents are set in. */
export const fontsFolder: AssetFolder = (assetFolder) => {
  const target = join(assetFolder, 'fonts');
  mkdirSync(target);
  for (const file of fontFiles)
    cpSync(join(repositoryRoot, 'node_modules/pdfmake/fonts/Roboto', file), join(target, file));
};
