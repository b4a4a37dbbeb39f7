import type { Worker } from './worker.ts';
import type { World } from './world.ts';

export type End =
  | { readonly outcome: 'done' | 'ready' }
  | { readonly outcome: 'confirmed'; readonly externalId?: string | undefined }
  | { readonly outcome: 'wait'; readonly until: string }
  | { readonly outcome: 'parked' | 'rejected'; readonly code: string; readonly reason: string };

export type Stop = Extract<End, { outcome: 'parked' | 'rejected' }>;

export type Task = (worker: Worker) => Promise<End>;

/** The tasks of the state machine, each called with the worker that runs it. */
export interface Steps {
  readonly validate: Task;
  readonly ensureDebtor: Task;
  readonly createOrder: (worker: Worker, debtorExternalId: string) => Promise<End>;
  readonly confirm: (worker: Worker, externalId: string) => Promise<End>;
  readonly park: (worker: Worker, why: Stop) => Promise<End>;
}

export interface RunOfOrder {
  readonly world: World;
  readonly orderId: string;
  readonly name: string;
}
