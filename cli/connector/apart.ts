import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment, bareFlags } from '../../functions/shared/erp/isolation/bare-process.ts';
import { exitCodes } from '../exit-codes.ts';

const MOST_SECONDS = { check: 300, lint: 300, 'try --outbound': 20 } as const;
const MOST_MEGABYTES = 1_024;

type Running = keyof typeof MOST_SECONDS;

/**
 * Which command of `connector` would run mappings in its own process; undefined in the process that was started for it. `try` starts one
 * itself, but for what goes out.
 */
export function runningMappings(args: readonly string[]): Running | undefined {
  if ((process.permission as unknown) !== undefined) return undefined; // there under Node's permission model only
  const words = args.filter((_word, index) => args[index - 1] === 'connector');
  if (words.includes('try') && args.includes('--outbound')) return 'try --outbound';
  return (['check', 'lint'] as const).find((word) => words.includes(word));
}

/**
 * Runs a command line once more, in a process of its own: without environment, network clients, or files but the program and those that the
 * command line names; ended when it takes too long or too much memory. A connector may be anybody's.
 */
export async function runApart(
  args: readonly string[],
  command: Running,
  seconds: number = MOST_SECONDS[command],
): Promise<number> {
  const flags = [...bareFlags(placesOf(args)), `--max-old-space-size=${MOST_MEGABYTES}`];
  const child = spawn(process.execPath, [...flags, entry, ...args], {
    ...{ env: bareEnvironment(), stdio: 'inherit' },
    ...{ timeout: seconds * 1_000, killSignal: 'SIGKILL' },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== null && code <= exitCodes.usage.code) return code;
  console.error(
    `error: "connector ${command}" was ended: it took more than ${seconds} s or ${MOST_MEGABYTES} MB. ${advice}`,
  );
  return exitCodes.failed.code;
}

const entry = fileURLToPath(new URL('../orderseam.ts', import.meta.url));

const advice =
  'Look in the mappings for a recursion without end, a long range, texts that double, or a pattern that backtracks.';

/** The program, the connectors that ship, and whatever the command line names that is there. */
function placesOf(args: readonly string[]): string[] {
  const own = ['cli', 'functions', 'domain', 'local', 'connectors', 'node_modules', 'package.json'];
  const named = args.map((word) => word.replace(/^--[a-z-]+=/, '')).filter((word) => existsSync(word));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return [...own.map((place) => resolve(root, place)), ...named.map((place) => resolve(place))];
}
