import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

let script: URL | undefined;

/**
 * The worker's runtime as one JavaScript module. Built once per process: stripping types inside every
 * worker would cost each cold start some 35 ms.
 */
export function workerScript(): URL {
  script ??= new URL(
    `data:text/javascript,${encodeURIComponent(`${bundle()}\n//# sourceURL=lambda-runtime`)}`,
  );
  return script;
}

function bundle(): string {
  const built = buildSync({
    entryPoints: [fileURLToPath(new URL('./worker/bootstrap.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    keepNames: true,
    write: false,
  });
  return built.outputFiles[0]?.text ?? '';
}
