import * as z from 'zod';
import type { RunningCloud } from '../../local/cloud/index.ts';
import { listPrices } from '../cost/list-prices.ts';
import { usdPerMillion } from '../cost/usd-per-million.ts';
import { storedItems } from '../counts/stored-items.ts';
import { perEach, sumOf, type Usage } from '../counts/usage.ts';
import { writeUnits } from '../counts/write-units.ts';
import { rounded } from '../load/statistics.ts';
import { COMPANY } from '../subject/subject.ts';

/** What one delivery of a load used, and what a million of them would cost. */
export async function billed(cloud: RunningCloud, { usage, count }: { usage: Usage; count: number }) {
  const invocations = perEach(usage.invocations, count);
  const calls = perEach(usage.calls, count);
  const logBytes = usage.totals.logBytes / count;
  const units = await unitsPerDelivery(cloud);
  const gigabyteSeconds = gigabyteSecondsOf(cloud, usage) / count;
  const one = { invocations, calls, logBytes, gigabyteSeconds, writeUnits: units };
  return {
    figures: {
      cpuMsPerDelivery: sumOf(usage.cpuMs) / count,
      hostCpuMsPerDelivery: usage.totals.hostCpuMs / count,
      invocationsPerDelivery: sumOf(usage.invocations) / count,
      requestsPerDelivery: sumOf(usage.calls) / count,
      writeUnitsPerDelivery: units,
      logBytesPerDelivery: logBytes,
      functionErrors: usage.totals.errors,
    },
    perDelivery: { invocations, calls, cpuMs: perEach(usage.cpuMs, count) },
    msPerInvocation: msPerInvocation(usage),
    usdPerMillion: usdPerMillion({ ...one, httpApiRequests: 1, events: 1, states: 0 }, listPrices),
  };
}

/** Lambda bills memory by the time from event to answer. */
function gigabyteSecondsOf({ services }: RunningCloud, { durationMs }: Usage): number {
  return Object.entries(durationMs).reduce(
    (sum, [name, ms]) => sum + (ms / 1000) * (services.lambda.spec(name).memoryMb / 1024),
    0,
  );
}

/** From dispatch to answer: what is beyond the CPU time is waiting, mostly for the tables. */
const msPerInvocation = ({ durationMs, invocations }: Usage): Record<string, number> =>
  Object.fromEntries(
    Object.entries(durationMs).map(([name, ms]) => [name, rounded(ms / (invocations[name] ?? 1))]),
  );

const deliverySchema = z.object({ state: z.string() });

/** Over all that is stored. Where a delivery did not become a record, no figure means anything: an error. */
async function unitsPerDelivery(cloud: RunningCloud): Promise<number> {
  const items = await storedItems(cloud);
  const deliveries = items.DELIVERIES_TABLE.map(({ head }) =>
    deliverySchema.parse(JSON.parse(head?.S ?? '')),
  );
  const applied = deliveries.filter(({ state }) => state === 'applied').length;
  if (applied < deliveries.length)
    throw new Error(
      `Only ${applied} of ${deliveries.length} deliveries were applied; see the logs of the functions.`,
    );
  const records = items.CRM_TABLE.filter(({ pk }) => pk?.S?.startsWith(`${COMPANY}#`));
  const written = [...records, ...items.CROSS_REFERENCES_TABLE, ...items.DELIVERIES_TABLE];
  return written.reduce((sum, item) => sum + writeUnits(item), 0) / deliveries.length;
}
