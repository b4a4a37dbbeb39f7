/** CPU of this thread, and of the process with its compiler and collector, in microseconds. */
export interface CpuMicros {
  readonly thread: number;
  readonly process: number;
}

const total = ({ user, system }: NodeJS.CpuUsage): number => user + system;

/** What each of `count` runs took on average. */
export async function cpuMicros(count: number, run: (n: number) => unknown): Promise<CpuMicros> {
  const before = { thread: process.threadCpuUsage(), process: process.cpuUsage() };
  for (let n = 0; n < count; n += 1) await run(n);
  const thread = total(process.threadCpuUsage(before.thread)) / count;
  return { thread, process: total(process.cpuUsage(before.process)) / count };
}
