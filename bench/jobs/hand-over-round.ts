import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { Executions } from '../counts/executions.ts';
import { between, perEach, sumOf, usageOf, type Counts, type Usage } from '../counts/usage.ts';
import { drained } from '../subject/drained.ts';
import { openSelling, type Selling, type SellingOptions } from '../subject/selling.ts';

export interface HandOverPlan extends SellingOptions {
  readonly orders: number;
  readonly lines: number;
}

const WARM_UP = 8;

/** One fresh installation: some orders to warm up, then all at once; each of an account that the ERP has not heard of. */
export async function measureHandOvers(plan: HandOverPlan) {
  const selling = await openSelling(plan);
  const runs = await Executions.of(selling.cloud, 'HandOverOrder');
  try {
    await load({ selling, runs }, { ...plan, orders: WARM_UP });
    return await load({ selling, runs }, plan);
  } finally {
    runs.close();
    await selling.close();
  }
}

interface Measured {
  readonly selling: Selling;
  readonly runs: Executions;
}

async function load({ selling, runs }: Measured, plan: HandOverPlan) {
  const { cloud } = selling;
  const orders = await accepted(selling, plan);
  const before = usageOf(cloud, plan.dataFolder);
  const statesBefore = await runs.enteredStates();
  const seconds = await handOver({ selling, runs }, orders);
  await drained(cloud);
  const usage = between(before, usageOf(cloud, plan.dataFolder));
  const states = (await runs.enteredStates()) - statesBefore;
  await assertConfirmed(selling, orders);
  const times = { ordersPerSecond: plan.orders / seconds, statesPerOrder: states / plan.orders };
  return { figures: { ...times, ...figuresOf(usage, plan.orders) }, perOrder: eachOf(usage, plan.orders) };
}

const idSchema = z.looseObject({
  ...{ accountId: z.string().optional(), quoteId: z.string().optional(), orderId: z.string().optional() },
});

/** Everything before the button, which is not measured. */
async function accepted(
  { api, productNumbers }: Selling,
  { orders, lines }: { readonly orders: number; readonly lines: number },
): Promise<string[]> {
  const products = Array.from({ length: lines }, (_, index) => productNumbers[index % productNumbers.length]);
  const made: string[] = [];
  for (let count = 0; count < orders; count += 1) {
    const address = { street: `Naht ${performance.now()}`, postalCode: '1070', city: 'Wien', country: 'AT' };
    const account = await api('POST /accounts', { name: `Käufer ${performance.now()} GmbH`, address });
    const { accountId } = idSchema.parse(account);
    const wanted = { accountId, lines: products.map((product) => ({ product, quantity: '2' })) };
    const { quoteId } = idSchema.parse(await api('POST /quotes', wanted));
    await api(`POST /quotes/${quoteId ?? ''}/send`);
    const { orderId } = idSchema.parse(await api(`POST /quotes/${quoteId ?? ''}/accept`, {}));
    made.push(orderId ?? '');
  }
  return made;
}

/** Seconds from the first press to the last order that ended. */
async function handOver({ selling, runs }: Measured, orders: readonly string[]): Promise<number> {
  const started = performance.now();
  await Promise.all(orders.map((orderId) => selling.api(`POST /orders/${orderId}/hand-over`)));
  while ((await runs.running()) > 0) await pause(20);
  return (performance.now() - started) / 1000;
}

/** Where one was not, no figure means anything. */
async function assertConfirmed({ api }: Selling, orders: readonly string[]): Promise<void> {
  for (const orderId of orders) {
    const { state } = await api(`GET /orders/${orderId}`);
    if (state !== 'confirmed') throw new Error(`Order ${orderId} ended as ${String(state)}.`);
  }
}

const WRITES = /^DynamoDB\.(Put|Update|Delete|BatchWrite|TransactWrite|ExecuteStatement|BatchExecute)/;

/** All that an order caused, the news of its debtor and of itself that come back included. */
const figuresOf = ({ invocations, calls, cpuMs }: Usage, orders: number) => ({
  invocationsPerOrder: sumOf(invocations) / orders,
  requestsToErpPerOrder: sumOf(only(calls, /^http\./)) / orders,
  writesPerOrder: sumOf(only(calls, WRITES)) / orders,
  readsPerOrder: sumOf(only(calls, /^DynamoDB\.(Get|Query|BatchGet)/)) / orders,
  cpuMsPerOrder: sumOf(cpuMs) / orders,
});

const eachOf = ({ invocations, calls }: Usage, orders: number) => ({
  invocations: perEach(invocations, orders),
  calls: perEach(calls, orders),
});

const only = (counts: Counts, pattern: RegExp): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => pattern.test(name)));
