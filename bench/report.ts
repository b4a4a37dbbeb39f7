import { availableParallelism, cpus, loadavg } from 'node:os';
import { percentile, rounded } from './load/statistics.ts';

/** One figure over all rounds: its median and its range. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[], digits = 3): Spread {
  return {
    median: rounded(percentile(values, 0.5), digits),
    min: rounded(Math.min(...values), digits),
    max: rounded(Math.max(...values), digits),
  };
}

/** Every figure of the rounds by its name. */
export function spreadsOf<Name extends string>(
  rounds: readonly Readonly<Record<Name, number>>[],
): Record<Name, Spread> {
  const names = Object.keys(rounds[0] ?? {}) as Name[];
  return Object.fromEntries(
    names.map((name) => [name, spreadOf(rounds.map((round) => round[name]))]),
  ) as Record<Name, Spread>;
}

/** What ran where, and how to run it again. Take the load at the start: the benchmark itself raises it. */
export const machine = () => ({
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  loadAtStart: loadavg().map((load) => rounded(load, 2)),
  command: `npm run bench -- ${process.argv.slice(2).join(' ')}`,
});

export const print = (report: object): void => console.log(JSON.stringify(report, undefined, 2));
