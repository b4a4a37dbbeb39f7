/**
 * Runs a program no longer than whoever started this script: when the other end of stdin closes, for
 * whatever reason (a hard kill included), the program is ended.
 *
 *   node guard.ts <program> [argument…]
 */
import { spawn } from 'node:child_process';

const PATIENCE_MS = 5_000;
const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));

process.stdin.resume().once('close', () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
});
