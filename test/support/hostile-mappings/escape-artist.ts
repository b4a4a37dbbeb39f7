import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { loseReach } from '../../../functions/shared/erp/isolation/lose-reach.ts';

/** Stands in for a mapping that found a way to run code of its own: tries each way out, and says how it ended. */
const evaluate = Function as unknown as (source: string) => () => unknown; // as it is called
const environment = Object.keys(process.env);
const { stdout } = process;
const ways: Record<string, () => unknown> = {
  'code made from text': () => evaluate('return 1')(),
  'a file of the machine': () => readFileSync('/etc/hostname'),
  'a file of the repository': () => readFileSync('package-lock.json'),
  'a file written': () => writeFileSync('/tmp/orderseam-escaped', ''),
  'a process of its own': () => execFileSync(process.execPath, ['--version']),
  'the environment': () => environment.find((name) => name !== 'LD_LIBRARY_PATH') ?? fail('empty'),
};
const later: Record<string, () => unknown> = {
  'the network': () => fetch('http://127.0.0.1/'),
  'the process': () => process.exit(),
};

function fail(reason: string): never {
  throw new Error(reason);
}

const endOf = (way: () => unknown): string => {
  try {
    way();
    return 'open';
  } catch (error) {
    return error instanceof Error ? `closed: ${error.message}` : 'closed';
  }
};

const ends = Object.entries(ways).map(([field, way]) => ({ field, reason: endOf(way) }));
loseReach();
const lateEnds = Object.entries(later).map(([field, way]) => ({ field, reason: endOf(way) }));
stdout.write(`${JSON.stringify({ unusable: [...ends, ...lateEnds] })}\n`);
