import { verdictSchema } from '../../../domain/comparison/comparison.ts';
import { IntegrationError } from '../../../domain/errors.ts';
import type { ApplyPorts } from '../../../functions/apply-delivery/apply-delivery.ts';
import { compareKeys, comparisonStepSchema } from '../../../functions/compare-keys/compare-keys.ts';
import {
  pullChanges,
  pullInputSchema,
  type PullOutput,
} from '../../../functions/pull-changes/pull-changes.ts';
import type { Kind, SimulatedErp } from './erp.ts';

export const MOST_TRIES = 6;

export interface Between {
  readonly ports: ApplyPorts;
  readonly erp: SimulatedErp;
}

/** What the state machines do with an ERP that is away; undefined where they give up. */
async function tried<Result>(erp: SimulatedErp, work: () => Promise<Result>): Promise<Result | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.kind !== 'transient') throw error;
      erp.pass(30_000);
    }
  }
  return undefined;
}

export interface PullRun {
  readonly connectionId: string;
  readonly entity: Kind;
  readonly runStartedAt: string;
  /** Whether the execution is ended before the next page, and whether a page is brought twice. */
  readonly isKilled: () => boolean;
  readonly isRepeated: () => boolean;
}

/** One entity as `catch-up-connection` orders it: page after page, until the function says that it was the last. */
export async function runPull(
  { ports, erp }: Between,
  { isKilled, isRepeated, ...run }: PullRun,
): Promise<'through' | 'given up' | 'killed'> {
  let step: Partial<PullOutput> = { done: false };
  while (step.done !== true) {
    if (isKilled()) return 'killed';
    const input = pullInputSchema.parse({ ...step, ...run });
    const pull = () => pullChanges(ports, input);
    const next = await tried(erp, pull);
    if (next === undefined) return 'given up';
    step = isRepeated() ? ((await tried(erp, pull)) ?? next) : next;
  }
  return 'through';
}

export interface ComparisonRun {
  readonly connectionId: string;
  readonly entity: Kind;
  readonly startedAt: string;
  readonly runId: string;
}

/** One entity as `compare-connection` orders it; false where it was given up or refused. */
export async function runComparison({ ports, erp }: Between, run: ComparisonRun): Promise<boolean> {
  let state: Record<string, unknown> = { ...run, preview: false };
  const take = async (step: string): Promise<boolean> => {
    const input = comparisonStepSchema.parse({ ...state, step });
    const output = await tried(erp, () => compareKeys(ports, input));
    state = { ...state, ...output };
    return output !== undefined;
  };
  do if (!(await take('list'))) return false;
  while (state['listed'] !== true);
  if (!(await take('decide'))) return false;
  const { refusal } = verdictSchema.parse(state['verdict']);
  while (typeof state['plan'] === 'number' && state['applied'] !== true)
    if (!(await take('apply'))) return false;
  return refusal === undefined;
}
