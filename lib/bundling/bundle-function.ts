import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

/** Where the repository lies: paths in bundles and assets are counted from here. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles one function into a single minified CommonJS file, the AWS SDK included: CommonJS and a bundled SDK both start
 * sooner than the alternatives. `.cjs` because a `.js` file would be taken for a module beside our package.json.
 */
export function bundleFunction(entry: string, outfile: string): Metafile {
  const result = buildSync({
    absWorkingDir: repositoryRoot,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    treeShaking: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './lib/bundling/environment-credentials.ts' },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return result.metafile;
}
