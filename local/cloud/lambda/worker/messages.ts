import type { FunctionError } from '../outcome.ts';

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

/** Worker to host. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failed'; readonly error: FunctionError }
  | { readonly kind: 'result'; readonly payload: string; readonly cpuMicros: number }
  | { readonly kind: 'failure'; readonly error: FunctionError; readonly cpuMicros: number };
