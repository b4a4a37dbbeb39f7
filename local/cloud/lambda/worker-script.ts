import { build, stop } from 'esbuild';
import { fileURLToPath } from 'node:url';

let script: Promise<URL> | undefined;

/**
 * The worker's runtime as one JavaScript module. Built once per process: stripping types inside every
 * worker would cost each cold start some 35 ms.
 */
export function workerScript(): Promise<URL> {
  script ??= bundle();
  return script;
}

/** A data URL, so that nothing has to be written; the source URL keeps it out of stack traces. */
async function bundle(): Promise<URL> {
  const built = await build({
    entryPoints: [fileURLToPath(new URL('./worker/bootstrap.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    keepNames: true,
    write: false,
  });
  // Nothing else is bundled here; without this the bundler's process would stay as long as ours.
  await stop();
  const text = built.outputFiles[0]?.text ?? '';
  return new URL(`data:text/javascript,${encodeURIComponent(`${text}\n//# sourceURL=lambda-runtime`)}`);
}
