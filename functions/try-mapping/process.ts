import { isMainThread } from 'node:worker_threads';

/** One program for both threads of the process: the one that keeps the time, and the one that meets the mappings. */
if (isMainThread) {
  const { supervise } = await import('../shared/erp/isolation/supervise.ts');
  await supervise(import.meta.filename);
} else {
  const { evaluateInThread } = await import('../shared/erp/isolation/evaluating-thread.ts');
  evaluateInThread();
}
