import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Plan } from './plan.ts';
import { webhooksOf, type Webhook } from './prepare.ts';

/**
 * The sender of a benchmark, a process of its own so that its work is not counted as ours. It posts as fast as `concurrency`
 * allows, or at `rate` per second, and prints one JSON line. At a rate, an answer's time counts from the moment the request was
 * due: a system that keeps senders waiting does not look faster for it.
 */
const plan = JSON.parse(process.argv[2] ?? '{}') as Plan;
const agent = new Agent({ keepAlive: true, maxSockets: plan.concurrency });
const target = new URL(plan.url);
const latencies: number[] = [];
const statuses: Record<string, number> = {};

function post({ headers, body }: Webhook): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(target, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    call.on('error', reject).end(body);
  });
}

async function measured(webhook: Webhook, since: number): Promise<void> {
  const status = await post(webhook);
  latencies.push(performance.now() - since);
  statuses[status] = (statuses[status] ?? 0) + 1;
}

async function worker(queue: Iterator<[number, Webhook]>, begin: number): Promise<void> {
  for (let step = queue.next(); step.done !== true; step = queue.next()) {
    const [n, webhook] = step.value;
    const due = plan.rate === undefined ? performance.now() : begin + (n / plan.rate) * 1000;
    if (due > performance.now()) await pause(due - performance.now());
    await measured(webhook, due);
  }
}

const webhooks = webhooksOf(plan);
const begin = performance.now();
const queue = webhooks.entries();
await Promise.all(Array.from({ length: plan.concurrency }, () => worker(queue, begin)));
agent.destroy();
const seconds = (performance.now() - begin) / 1000;
console.log(JSON.stringify({ startedAt: performance.timeOrigin + begin, seconds, statuses, latencies }));
