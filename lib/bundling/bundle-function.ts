import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

/** Where the repository lies: paths in bundles and assets are counted from here. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** CommonJS packages inside a module ask for Node's own modules in their way. */
const requireInModules =
  "import{createRequire as createRequireOfNode}from'node:module';const require=createRequireOfNode(import.meta.url);";

/**
 * Bundles one function into `index.mjs`, minified and with the AWS SDK. What the code loads by `import()` becomes a chunk of its own,
 * read when it is first needed; modules are the one format in which those parts are shaken, too.
 */
export function bundleFunction(entry: string, outdir: string): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: repositoryRoot,
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    treeShaking: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './lib/bundling/environment-credentials.ts' },
    banner: { js: requireInModules },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
