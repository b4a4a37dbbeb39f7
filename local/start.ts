import './launch/check-node.mjs';
import { fileURLToPath } from 'node:url';
import { banner } from './launch/banner.ts';
import { LaunchError } from './launch/launch-error.ts';
import { readOptions, USAGE, type LaunchOptions } from './launch/options.ts';
import { runInstance, type Instance } from './launch/run-instance.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** A close that hangs must not keep anyone waiting. */
const CLOSE_WITHIN_MS = 1_800;

// Functions run in UTC in AWS, and threads share the time zone of their process.
process.env['TZ'] = 'UTC';

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await start(options);
  else console.log(USAGE);
} catch (error) {
  console.error(error instanceof LaunchError ? error.message : error);
  process.exit(1);
}

async function start(options: LaunchOptions): Promise<void> {
  const log = (line: string): void => {
    if (!options.quiet) console.error(line);
  };
  const interrupted = untilInterrupted();
  const starting = runInstance(root, options, log);
  const instance = await Promise.race([starting, interrupted]);
  if (!instance) process.exit(0);
  announce(instance, options);
  const failure = await Promise.race([interrupted, instance.ended]);
  if (failure) console.error(failure.message);
  const code = failure ? 1 : 0;
  setTimeout(() => process.exit(code), CLOSE_WITHIN_MS).unref();
  await instance.close();
  process.exit(code);
}

function announce(instance: Instance, { json, quiet }: LaunchOptions): void {
  if (json) console.log(JSON.stringify({ ready: true, urls: instance.urls }));
  else if (!quiet) console.log(banner(instance));
}

/** Resolves on the first Ctrl-C or SIGTERM. */
function untilInterrupted(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(undefined));
  });
}
