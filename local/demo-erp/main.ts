import { parseArgs } from 'node:util';
import { startDemoErp } from './index.ts';
import type { RunningDemoErp } from './index.ts';

const usage = `node local/demo-erp/main.ts [options]

  --port <n>          port on 127.0.0.1; 0 takes any free one (default 4702)
  --data <folder>     where the ERP keeps its file; without it, everything is forgotten at the end
  --seed <text>       another seed makes another company (only when the data folder is new)
  --json              first line on stdout: {"ready":true,"url":…,"companyId":…}
  --quiet             no other output
  --die-with-parent   end when standard input ends
  --help              this text`;

function readFlags() {
  return parseArgs({
    options: {
      port: { type: 'string', default: '4702' },
      data: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      'die-with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

type Flags = ReturnType<typeof readFlags>;

async function run(flags: Flags): Promise<void> {
  const erp = await startDemoErp({
    port: portFrom(flags.port),
    ...(flags.data === undefined ? {} : { folder: flags.data }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
  });
  endWith(erp, flags);
  announce(erp, flags);
}

function announce({ url, companyId }: RunningDemoErp, { json, quiet }: Flags): void {
  if (json) process.stdout.write(`${JSON.stringify({ ready: true, url, companyId })}\n`);
  else if (!quiet) process.stdout.write(`Demo ERP: ${url}\n`);
}

/** Ends once, on a signal or with the parent, leaving the file in order. */
function endWith(erp: RunningDemoErp, flags: Flags): void {
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= erp.close().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (flags['die-with-parent']) process.stdin.on('end', end).on('close', end).resume();
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`'${text}' is not a port.`);
  return port;
}

function fail(error: unknown): void {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${isTaken ? `The port is in use by another program (${message}); choose one by --port.` : message}\n`,
  );
  process.exitCode = 1;
}

try {
  const flags = readFlags();
  if (flags.help) process.stdout.write(`${usage}\n`);
  else await run(flags);
} catch (error) {
  fail(error);
}
