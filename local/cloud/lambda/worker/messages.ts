import type { FunctionError } from '../outcome.ts';
import type { CallCounts } from './count-calls.ts';

/** What a worker gets once, at its start. */
export interface Assignment {
  readonly codeFolder: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
}

/** One invocation, host to worker. Exactly one of `event` (cloned) and `eventText` (JSON) is there. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly event?: unknown;
  readonly eventText?: string;
  readonly timeoutMs: number;
  /** How far the embedded cloud's clock is from the machine's. */
  readonly clockOffsetMs: number;
}

/** What an invocation cost. */
export interface Usage {
  /** Of the worker's thread, from the event to the answer. */
  readonly cpuMicros: number;
  readonly calls: CallCounts;
}

export const noUsage: Usage = { cpuMicros: 0, calls: {} };

/** Worker to host. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failed'; readonly error: FunctionError }
  | ({ readonly kind: 'result'; readonly payload: string } & Usage)
  | ({ readonly kind: 'failure'; readonly error: FunctionError } & Usage);
