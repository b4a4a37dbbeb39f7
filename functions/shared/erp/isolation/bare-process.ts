import { existsSync, realpathSync } from 'node:fs';

/** Node's flags for a process that runs what is not ours: it may read these places, and nothing else. */
export const bareFlags = (readable: readonly string[]): string[] => [
  '--permission',
  ...[...new Set(readable.flatMap(withTarget))].map((place) => `--allow-fs-read=${place}`),
  '--disallow-code-generation-from-strings',
  '--no-warnings',
];

/** Node asks for what a link points to: packages may be shared between checkouts. */
const withTarget = (place: string): string[] => (existsSync(place) ? [place, realpathSync(place)] : [place]);

/** In AWS, Node itself may be found by this; nothing else of the environment is anybody's business. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const path = process.env.LD_LIBRARY_PATH;
  return path === undefined ? {} : { LD_LIBRARY_PATH: path };
}
