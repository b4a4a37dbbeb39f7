import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Plan } from './plan.ts';

const sentSchema = z.object({
  startedAt: z.number(),
  seconds: z.number(),
  statuses: z.record(z.string(), z.number()),
  latencies: z.array(z.number()),
});
export type Sent = z.infer<typeof sentSchema>;

const sender = fileURLToPath(new URL('sender.ts', import.meta.url));
const run = promisify(execFile);

/** Runs the sender to its end. Anything but 2xx is a failure of the benchmark, not a figure. */
export async function send(plan: Plan): Promise<Sent> {
  const { stdout } = await run(process.execPath, [sender, JSON.stringify(plan)], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const sent = sentSchema.parse(JSON.parse(stdout));
  const refused = Object.entries(sent.statuses).filter(([status]) => !status.startsWith('2'));
  if (refused.length > 0) throw new Error(`Not every webhook was taken: ${JSON.stringify(sent.statuses)}`);
  return sent;
}
