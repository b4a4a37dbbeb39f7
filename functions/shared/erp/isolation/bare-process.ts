/** Node's flags for a process that runs what is not ours: it may read these places, and nothing else. */
export const bareFlags = (readable: readonly string[]): string[] => [
  '--permission',
  ...readable.map((place) => `--allow-fs-read=${place}`),
  '--disallow-code-generation-from-strings',
  '--no-warnings',
];

/** In AWS, Node itself may be found by this; nothing else of the environment is anybody's business. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const path = process.env.LD_LIBRARY_PATH;
  return path === undefined ? {} : { LD_LIBRARY_PATH: path };
}
