import { between, usageOf } from '../counts/usage.ts';
import type { Plan } from '../load/plan.ts';
import { send } from '../load/send.ts';
import { percentile } from '../load/statistics.ts';
import { openBusinessCentralFlow } from '../subject/business-central-flow.ts';
import { drained } from '../subject/drained.ts';
import type { Flow, FlowOptions } from '../subject/flow.ts';
import { openStandardFlow } from '../subject/standard-flow.ts';
import { billed } from './billed.ts';

export interface IngestPlan extends FlowOptions {
  readonly flow: 'standard' | 'business-central';
  readonly concurrency: number;
}

/** One fresh installation: warmed up, then under full load, then under half of what it applied at full load. */
export async function measureRound(plan: IngestPlan) {
  const flow = await (plan.flow === 'standard' ? openStandardFlow(plan) : openBusinessCentralFlow(plan));
  const { url, cloud, loads } = flow;
  const { concurrency, dataFolder } = plan;
  try {
    await load(flow, { url, concurrency, webhooks: loads.warmUp });
    const before = usageOf(cloud, dataFolder);
    const full = await load(flow, { url, concurrency, webhooks: loads.full });
    const usage = between(before, usageOf(cloud, dataFolder));
    const rate = full.count / full.appliedSeconds / 2;
    const half = await load(flow, { url, concurrency, rate, webhooks: loads.half });
    const { figures, ...bill } = await billed(cloud, { usage, count: full.count });
    return { figures: { ...timesOf(full, half), ...figures }, ...bill };
  } finally {
    await flow.close();
  }
}

const timesOf = (full: Load, half: Load) => ({
  acknowledgedPerSecond: full.count / full.sent.seconds,
  appliedPerSecond: full.count / full.appliedSeconds,
  ackMsP50FullLoad: percentile(full.sent.latencies, 0.5),
  ackMsP99FullLoad: percentile(full.sent.latencies, 0.99),
  ackMsP50HalfLoad: percentile(half.sent.latencies, 0.5),
  ackMsP99HalfLoad: percentile(half.sent.latencies, 0.99),
});

type Load = Awaited<ReturnType<typeof load>>;

/** Sends, and waits until all of it is applied; the time runs from the first request on. */
async function load({ cloud }: Flow, plan: Plan) {
  const sent = await send(plan);
  await drained(cloud);
  const appliedSeconds = (performance.timeOrigin + performance.now() - sent.startedAt) / 1000;
  return { sent, appliedSeconds, count: sent.latencies.length };
}
