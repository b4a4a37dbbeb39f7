import { existsSync, mkdtempSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type BuildOptions, type BuildResult, type Metafile } from 'esbuild';
import { initialFiles } from './initial-files.ts';

/** Where the repository lies: paths in bundles and assets are counted from here. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** CommonJS packages inside a module ask for Node's own modules in their way. */
const requireInModules =
  "import{createRequire as createRequireOfNode}from'node:module';const require=createRequireOfNode(import.meta.url);";

const common = {
  absWorkingDir: repositoryRoot,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  treeShaking: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './lib/bundling/environment-credentials.ts',
    'node:http': './lib/bundling/node-http.ts',
  },
  // Of a package that asks where it lies: nothing lies beside a bundle.
  define: { __dirname: '"/"' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles one function into `index.mjs`, minified and with the AWS SDK. What the code loads by `import()` becomes a chunk of its own,
 * read when it is first needed; modules are the one format in which those parts are shaken, too. A `process.ts` beside the handler is what
 * it starts as a process of its own: it becomes `process.mjs`.
 */
export function bundleFunction(entry: string, outdir: string): Metafile {
  const bundle = (options: { alias?: Record<string, string>; write?: false } = {}) =>
    buildSync({
      ...common,
      entryPoints: entryPoints(entry),
      outdir,
      splitting: true,
      banner: { js: requireInModules },
      ...options,
      alias: { ...common.alias, ...options.alias },
    });
  return isLate(S3, bundle({ write: false }))
    ? bundle({ alias: { [S3]: apart('s3-client') } }).metafile
    : bundle().metafile;
}

function entryPoints(entry: string): Record<string, string> {
  const process = join(dirname(entry), 'process.ts');
  return existsSync(join(repositoryRoot, process)) ? { index: entry, process } : { index: entry };
}

const S3 = '@aws-sdk/client-s3';

function isLate(name: string, { metafile }: BuildResult<{ metafile: true }>): boolean {
  const isUsed = (file: string) =>
    Object.keys(metafile.outputs[file]?.inputs ?? {}).some((input) =>
      input.startsWith(`node_modules/${name}/`),
    );
  return Object.keys(metafile.outputs).some(isUsed) && !initialFiles(metafile).some(isUsed);
}

/**
 * Of packages that an early and a late part share, splitting puts into the early one whatever either of them uses. A client that speaks
 * another protocol than all others would bring it along before the first call; where it is only used late, it is one module with all its own.
 */
function apart(name: string): string {
  // Not a random place: names of chunks follow from the paths of what is in them.
  const folder = join(repositoryRoot, 'node_modules/.cache/orderseam');
  mkdirSync(folder, { recursive: true });
  const outdir = mkdtempSync(join(folder, 'building-'));
  buildSync({ ...common, entryPoints: [`lib/bundling/${name}.ts`], outdir });
  renameSync(join(outdir, `${name}.mjs`), join(folder, `${name}.mjs`));
  rmSync(outdir, { recursive: true });
  return `./node_modules/.cache/orderseam/${name}.mjs`;
}
