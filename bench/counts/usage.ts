import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCloud } from '../../local/cloud/index.ts';

/** Counts by name, all since the start; `cpu` and `ms` are of functions, `host` is of the embedded cloud. */
export interface Usage {
  readonly invocations: Counts;
  readonly cpuMs: Counts;
  readonly durationMs: Counts;
  /** Requests by service and action. */
  readonly calls: Counts;
  readonly totals: Counts<'errors' | 'hostCpuMs' | 'logBytes'>;
}
export type Counts<Name extends string = string> = Readonly<Record<Name, number>>;

export function usageOf(cloud: RunningCloud, dataFolder: string): Usage {
  const functions = Object.entries(cloud.counters().functions).map(
    ([name, counted]) => [folderOf(cloud, name), counted] as const,
  );
  const by = (value: (counted: (typeof functions)[number][1]) => number): Counts =>
    Object.fromEntries(functions.map(([name, counted]) => [name, value(counted)]));
  const { user, system } = process.threadCpuUsage();
  return {
    invocations: by(({ invocations }) => invocations),
    cpuMs: by(({ cpuMicros }) => cpuMicros / 1000),
    durationMs: by(({ durationMs }) => durationMs),
    calls: summed(functions.map(([, { calls }]) => calls)),
    totals: {
      errors: functions.reduce((sum, [, { errors }]) => sum + errors, 0),
      hostCpuMs: (user + system) / 1000,
      logBytes: bytesIn(join(dataFolder, 'logs')),
    },
  };
}

/** What happened between two looks; what did not is left out. */
export function between(before: Usage, after: Usage): Usage {
  return {
    invocations: difference(before.invocations, after.invocations),
    cpuMs: difference(before.cpuMs, after.cpuMs),
    durationMs: difference(before.durationMs, after.durationMs),
    calls: difference(before.calls, after.calls),
    totals: {
      errors: after.totals.errors - before.totals.errors,
      hostCpuMs: after.totals.hostCpuMs - before.totals.hostCpuMs,
      logBytes: after.totals.logBytes - before.totals.logBytes,
    },
  };
}

export const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, value) => sum + value, 0);

/** Each count for one of `count` deliveries. */
export const perEach = (counts: Counts, count: number): Counts =>
  Object.fromEntries(
    Object.entries(counts).map(([name, value]) => [name, Number((value / count).toFixed(4))]),
  );

function difference(before: Counts, after: Counts): Counts {
  const entries = Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value > 0));
}

function summed(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const counts of all)
    for (const [name, value] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}

/** `ApplyDeliveryFunction…` is made from `apply-delivery`. */
function folderOf({ services }: RunningCloud, name: string): string {
  const words = services.lambda.spec(name).logicalId.replace(/Function.*$/, '');
  return words.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
