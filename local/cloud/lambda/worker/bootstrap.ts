import { parentPort, workerData } from 'node:worker_threads';
import { countCalls } from './count-calls.ts';
import { invocationContext } from './context.ts';
import { describeError } from './describe-error.ts';
import { loadHandler, type Handler } from './load-handler.ts';
import type { Assignment, InvokeMessage, Usage, WorkerMessage } from './messages.ts';
import { shiftDate } from './shift-date.ts';

/** The runtime inside a worker thread: loads the bundle once, then answers one invocation after the other. */
const assignment = workerData as Assignment;
const calls = countCalls();
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const handler = await loadHandler(assignment);
  parentPort?.on('message', (message: InvokeMessage) => void answer(handler, message));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'init-failed', error: describeError(error) });
}

async function answer(handler: Handler, message: InvokeMessage): Promise<void> {
  calls.take();
  const before = process.threadCpuUsage();
  const usage = (): Usage => {
    const { user, system } = process.threadCpuUsage(before);
    return { cpuMicros: user + system, calls: calls.take() };
  };
  try {
    const payload = await run(handler, message);
    post({ kind: 'result', payload, ...usage() });
  } catch (error) {
    post({ kind: 'failure', error: describeError(error), ...usage() });
  }
}

async function run(handler: Handler, message: InvokeMessage): Promise<string> {
  shiftDate(message.clockOffsetMs);
  const event: unknown = message.eventText === undefined ? message.event : JSON.parse(message.eventText);
  const result = await handler(event, invocationContext(assignment, message));
  // A handler that returns nothing answers null, as in AWS.
  return JSON.stringify(result) ?? 'null';
}
