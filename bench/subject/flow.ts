import type { RunningCloud } from '../../local/cloud/index.ts';
import type { Plan } from '../load/plan.ts';

/** What is sent in one round: first to warm up, then under full load, then under half of it; no webhook twice. */
export type Loads = Readonly<Record<'warmUp' | 'full' | 'half', Plan['webhooks']>>;

/** One way of an ERP's changes into a fresh installation. */
export interface Flow {
  readonly cloud: RunningCloud;
  readonly url: string;
  readonly loads: Loads;
  close(): Promise<void>;
}

export interface FlowOptions {
  readonly assembly: string;
  readonly dataFolder: string;
  /** Webhooks under full load, and again under half of it. */
  readonly count: number;
  readonly lines: number;
  readonly sandboxes: number;
}
