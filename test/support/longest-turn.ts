/**
 * How long `work` keeps everything else of its thread waiting, at most and at one go: milliseconds of the thread's own CPU, so that a
 * busy machine does not count. Of three runs the best counts: what is slow each time is slow.
 */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  const runs = [await longestTurnOnce(work), await longestTurnOnce(work), await longestTurnOnce(work)];
  return Math.min(...runs);
}

async function longestTurnOnce(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let before = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1_000);
    before = process.threadCpuUsage();
    watching = setImmediate(look);
  };
  let watching = setImmediate(look);
  await work();
  look();
  clearImmediate(watching);
  return longest;
}
