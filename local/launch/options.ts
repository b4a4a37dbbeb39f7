import { parseArgs } from 'node:util';
import { LaunchError } from './launch-error.ts';

export interface LaunchOptions {
  readonly dataFolder: string;
  readonly reset: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly ports: Ports;
}

export interface Ports {
  readonly webhooks: number;
  readonly admin: number;
  readonly demoErp: number;
  readonly aws: number;
}

export const USAGE = `npm start -- [switches]

  --port <n>        first of four ports in a row: Webhook API, Admin API, demo ERP, AWS endpoints;
                    0 takes free ones (default 4700)
  --data <folder>   where everything is kept (default .orderseam)
  --reset           throw away what is in the data folder and start over
  --quiet           print nothing but errors
  --json            print one line of JSON when everything answers, for scripts; "npm start --silent -- --json"
                    keeps npm's own lines out
  --help            print this`;

export const DEFAULT_FOLDER = '.orderseam';
const DEFAULT_PORT = 4700;
const LAST_PORT = 65_535;

/** Undefined when help was asked for. */
export function readOptions(args: readonly string[]): LaunchOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    dataFolder: values.data,
    reset: values.reset,
    quiet: values.quiet,
    json: values.json,
    ports: portsFrom(values.port),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        data: { type: 'string', default: DEFAULT_FOLDER },
        reset: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new LaunchError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function portsFrom(text: string): Ports {
  const first = Number(text);
  if (!/^\d+$/.test(text) || first > LAST_PORT - 3)
    throw new LaunchError(`--port takes 0 or a port number, not "${text}".`);
  const port = (offset: number): number => (first === 0 ? 0 : first + offset);
  return { webhooks: port(0), admin: port(1), demoErp: port(2), aws: port(3) };
}
