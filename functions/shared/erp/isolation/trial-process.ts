import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { bareEnvironment, bareFlags } from './bare-process.ts';
import { sayingSchema, type Assignment, type Saying } from './messages.ts';
import type { Program } from './program.ts';

type Ended = [code: number | null, signal: NodeJS.Signals | null];

/** How a process ended. */
export interface ProcessEnd {
  readonly code: Ended[0];
  readonly signal: Ended[1];
  /** It was ended because it took longer than all its items may. */
  readonly overdue: boolean;
  /** The end of what it complained about. */
  readonly complaint: string;
}

/**
 * Runs a program in a process of its own until it ends: without environment, files beyond its own, child processes, add-ons or code made from text.
 * `hear` gets what it says. Ends it when it takes longer than it may.
 */
export async function runProcess(
  program: Program,
  assignment: Assignment,
  hear: (saying: Saying) => void,
): Promise<ProcessEnd> {
  const child = started(program);
  const complaint = lastTextOf(child);
  const { loadMs, runMs, itemMs } = assignment.limits;
  let overdue = false;
  const timer = setTimeout(() => (overdue = child.kill('SIGKILL')), loadMs + runMs + 2 * itemMs);
  const heard = hearAll(child, hear);
  // It may end before it has read everything; how it ended says more than that it could not be written to.
  child.stdin.on('error', () => undefined).write(`${JSON.stringify(assignment)}\n`);
  const [code, signal] = (await once(child, 'close').finally(() => clearTimeout(timer))) as Ended;
  await heard;
  return { code, signal, overdue, complaint: complaint() };
}

/** Node lets a thread read the working directory, whatever its process may: it is that of the program, which is readable anyway. */
const started = ({ script, readable }: Program): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...bareFlags(readable), '--allow-worker', script], {
    ...{ cwd: dirname(script), env: bareEnvironment(), stdio: 'pipe' },
  });

async function hearAll(child: ChildProcessWithoutNullStreams, hear: (saying: Saying) => void): Promise<void> {
  for await (const line of createInterface({ input: child.stdout })) {
    const saying = sayingSchema.safeParse(parsed(line));
    if (saying.success) hear(saying.data);
    else child.kill('SIGTERM');
  }
}

/** A process that dies may leave half a line. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function lastTextOf(child: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text = (text + more).slice(-4_000)));
  return () => text;
}
