import { perEach, sumOf, type Counts } from '../counts/usage.ts';
import { percentile } from '../load/statistics.ts';
import { cpuMicros } from './cpu-micros.ts';
import { queueEvents, webhookEvents } from './events.ts';
import type { Functions } from './functions.ts';
import { references } from './references.ts';
import type { Services } from './start-services.ts';

export interface Bench {
  readonly functions: Functions;
  readonly services: Services;
}

interface Plan {
  readonly run: string;
  readonly count: number;
  readonly batch: number;
}

/** As many deliveries through both functions, one call after the other as in a sandbox, and the references beside them. */
export async function measureRound(bench: Bench, plan: Plan) {
  const { count } = plan;
  const measured = await referenceMicros(bench.services.url, count);
  await bench.services.take();
  const receive = await received(bench, plan);
  const { queued, requests: sent } = await bench.services.take();
  if (queued.length !== count) throw new Error(`${queued.length} of ${count} deliveries were queued.`);
  const apply = await applied(bench, queued, plan);
  const { requests: written } = await bench.services.take();
  const both = receive.thread + apply.thread;
  const machineFactor = percentile(
    measured.map(({ micros, knownMicros }) => micros / knownMicros),
    0.5,
  );
  return {
    figures: {
      ...{ receive: receive.thread, apply: apply.thread, both, machineFactor },
      bothNormalised: both / machineFactor,
      bothWithOtherThreads: receive.process + apply.process,
    },
    references: Object.fromEntries(measured.map(({ name, micros }) => [name, micros])),
    requestsPerDelivery: requestsPerDelivery({ ...sent, ...written }, count),
  };
}

async function received({ functions }: Bench, { run, count }: Plan) {
  const events = webhookEvents(run, count);
  const statuses = new Set<number | undefined>();
  const used = await cpuMicros(count, async (n) => {
    const event = events[n];
    if (event) statuses.add((await functions.receive(event, context)).statusCode);
  });
  if ([...statuses].join() !== '202') throw new Error(`The door answered ${[...statuses].join(', ')}.`);
  return used;
}

async function applied({ functions }: Bench, queued: readonly string[], { count, batch }: Plan) {
  const batches = queueEvents(queued, batch);
  const failed: unknown[] = [];
  const used = await cpuMicros(batches.length, async (n) => {
    const event = batches[n];
    if (event) failed.push(...(await functions.apply(event, context)).batchItemFailures);
  });
  if (failed.length > 0) throw new Error(`${failed.length} deliveries were not applied.`);
  const perDelivery = batches.length / count;
  return { thread: used.thread * perDelivery, process: used.process * perDelivery };
}

const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 30_000 };

async function referenceMicros(url: string, count: number) {
  const measured = [];
  for (const { name, knownMicros, run } of references(url))
    measured.push({ name, knownMicros, micros: (await cpuMicros(count, run)).thread });
  return measured;
}

const requestsPerDelivery = (requests: Counts, count: number) => ({
  ...perEach(requests, count),
  all: sumOf(requests) / count,
});
