import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort } from 'node:worker_threads';
import type { FieldProblem } from '../../../domain/errors.ts';
import { GuardedThread } from '../../../functions/shared/erp/isolation/guarded-thread.ts';
import { isolationLimits } from '../../../functions/shared/erp/isolation/limits.ts';
import { loseReach } from '../../../functions/shared/erp/isolation/lose-reach.ts';

/** Stands in for a mapping that found a way to run code of its own in the thread: tries each way out, and says how it ended. */
const evaluate = Function as unknown as (source: string) => () => unknown; // as it is called
const environment = Object.keys(process.env);
const ways: Record<string, () => unknown> = {
  'code made from text': () => evaluate('return 1')(),
  'a file of the machine': () => readFileSync('/etc/hostname'),
  'a file of the repository': () => readFileSync(join(import.meta.dirname, '../../../package-lock.json')),
  'a file written': () => writeFileSync('/tmp/orderseam-escaped', ''),
  'a process of its own': () => execFileSync(process.execPath, ['--version']),
  'the environment': () => environment[0] ?? fail('empty'),
};
const withoutReach: Record<string, () => unknown> = {
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
const endsOf = (all: Record<string, () => unknown>): FieldProblem[] =>
  Object.entries(all).map(([field, way]) => ({ field, reason: endOf(way) }));

if (isMainThread) {
  const thread = new GuardedThread(import.meta.filename, isolationLimits);
  const reply = await thread.loaded();
  process.stdout.write(`${JSON.stringify({ unusable: 'answer' in reply ? tried(reply.answer) : [] })}\n`);
  process.exit();
}
const ends = endsOf(ways);
loseReach();
parentPort?.postMessage({ opened: [...ends, ...endsOf(withoutReach)] });

function tried(answer: object): unknown {
  return 'opened' in answer ? answer.opened : [];
}
