import { parentPort, workerData } from 'node:worker_threads';
import { invocationContext } from './context.ts';
import { describeError } from './describe-error.ts';
import { loadHandler, type Handler } from './load-handler.ts';
import type { Assignment, InvokeMessage, WorkerMessage } from './messages.ts';
import { shiftDate } from './shift-date.ts';

/** The runtime inside a worker thread: loads the bundle once, then answers one invocation after the other. */
const assignment = workerData as Assignment;
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const handler = await loadHandler(assignment);
  parentPort?.on('message', (message: InvokeMessage) => void answer(handler, message));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'init-failed', error: describeError(error) });
}

async function answer(handler: Handler, message: InvokeMessage): Promise<void> {
  const before = process.threadCpuUsage();
  const cpuMicros = (): number => {
    const used = process.threadCpuUsage(before);
    return used.user + used.system;
  };
  try {
    const payload = await run(handler, message);
    post({ kind: 'result', payload, cpuMicros: cpuMicros() });
  } catch (error) {
    post({ kind: 'failure', error: describeError(error), cpuMicros: cpuMicros() });
  }
}

async function run(handler: Handler, message: InvokeMessage): Promise<string> {
  shiftDate(message.clockOffsetMs);
  const event: unknown = message.eventText === undefined ? message.event : JSON.parse(message.eventText);
  const result = await handler(event, invocationContext(assignment, message));
  // A handler that returns nothing answers null, as in AWS.
  return JSON.stringify(result) ?? 'null';
}
