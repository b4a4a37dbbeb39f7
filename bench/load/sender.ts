import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { signStandardWebhook } from '../../cli/standard-webhook.ts';
import { anInvoice } from './invoices.ts';

/**
 * The sender of a benchmark, a process of its own so that its work is not counted as ours. It prepares and signs all
 * requests first, then posts them: as fast as `concurrency` allows, or at `rate` per second. Prints one JSON line.
 */
interface Plan {
  readonly url: string;
  readonly secret: string;
  readonly run: string;
  readonly count: number;
  readonly lines: number;
  readonly concurrency: number;
  readonly rate?: number;
}

const plan = JSON.parse(process.argv[2] ?? '{}') as Plan;
const agent = new Agent({ keepAlive: true, maxSockets: plan.concurrency });
const target = new URL(plan.url);
const requests = Array.from({ length: plan.count }, (_, n) => prepare(n));
const latencies: number[] = [];
const statuses: Record<string, number> = {};

function prepare(n: number): { readonly headers: Record<string, string>; readonly body: Buffer } {
  const body = Buffer.from(JSON.stringify(anInvoice(plan.run, n, plan.lines)));
  const headers = signStandardWebhook(body, { id: `msg_${plan.run}_${n}`, secret: plan.secret, at: new Date() });
  return { headers: { ...headers, 'content-length': String(body.length) }, body };
}

function post({ headers, body }: ReturnType<typeof prepare>): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(target, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    call.on('error', reject).end(body);
  });
}

async function measured(one: ReturnType<typeof prepare>): Promise<void> {
  const start = performance.now();
  const status = await post(one);
  latencies.push(performance.now() - start);
  statuses[status] = (statuses[status] ?? 0) + 1;
}

/** Every worker takes the next request; with a rate it waits for that request's moment. */
async function worker(next: Iterator<[number, ReturnType<typeof prepare>]>, begin: number): Promise<void> {
  for (let step = next.next(); step.done !== true; step = next.next()) {
    const [n, one] = step.value;
    const due = plan.rate === undefined ? 0 : begin + (n / plan.rate) * 1000 - performance.now();
    if (due > 0) await pause(due);
    await measured(one);
  }
}

const begin = performance.now();
const queue = requests.entries();
await Promise.all(Array.from({ length: plan.concurrency }, () => worker(queue, begin)));
agent.destroy();
console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000, statuses, latencies }));
