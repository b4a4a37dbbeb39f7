import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { FunctionCounters } from './counters.ts';
import { functionEnvironment } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { openLog, type LogSink } from './log-sink.ts';
import type { Outcome } from './outcome.ts';
import { SandboxPool } from './sandbox-pool.ts';
import type { RunResult } from './sandbox.ts';

export interface LambdaOptions {
  readonly clock: Clock;
  /** Where each function's output is appended; without it only the end is kept in memory. */
  readonly logFolder?: string;
  /** Sandboxes per function that reserves nothing. */
  readonly concurrency?: number;
}

/** `event` is cloned into the worker; `eventText` is JSON as it came over the wire. */
export type Invocation = { readonly event: unknown } | { readonly eventText: string };

export class FunctionNotFoundError extends Error {
  override readonly name = 'ResourceNotFoundException';
}

const DEFAULT_CONCURRENCY = 8;

interface Defined {
  readonly spec: FunctionSpec;
  readonly pool: SandboxPool;
  readonly log: LogSink;
}

/** Runs functions; knows nothing of who calls them. */
export class LambdaRuntime {
  readonly #options: LambdaOptions;
  readonly #functions = new Map<string, Defined>();

  constructor(options: LambdaOptions) {
    this.#options = options;
  }

  /** Registers a function; `shared` are the variables every function gets (region, credentials, endpoints). */
  define(spec: FunctionSpec, shared: Readonly<Record<string, string>>): void {
    const log = openLog(spec.name, this.#options.logFolder);
    const environment = functionEnvironment(spec, shared);
    const concurrency = this.#concurrency(spec);
    this.#functions.set(spec.name, {
      spec,
      log,
      pool: new SandboxPool({ spec, environment, log, concurrency }),
    });
  }

  async invoke(nameOrArn: string, invocation: Invocation): Promise<Outcome> {
    const { spec, pool, log } = this.#find(nameOrArn);
    const requestId = randomUUID();
    const clockOffsetMs = Math.round(this.#options.clock.now() - Date.now());
    const drift = Math.abs(clockOffsetMs) < 1000 ? 0 : clockOffsetMs;
    const result = await pool.invoke({
      requestId,
      timeoutMs: spec.timeoutMs,
      clockOffsetMs: drift,
      ...invocation,
    });
    if (result.error) log.write(`${requestId} ${result.error.errorType}: ${result.error.errorMessage}\n`);
    return outcomeOf(requestId, result);
  }

  /** Starts one sandbox of each named function ahead of its first invocation. */
  async warm(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#find(name).pool.warm()));
  }

  concurrencyOf(nameOrArn: string): number {
    return this.#concurrency(this.#find(nameOrArn).spec);
  }

  spec(nameOrArn: string): FunctionSpec {
    return this.#find(nameOrArn).spec;
  }

  specs(): FunctionSpec[] {
    return [...this.#functions.values()].map(({ spec }) => spec);
  }

  logTail(nameOrArn: string): string {
    return this.#find(nameOrArn).log.tail();
  }

  counters(): Record<string, FunctionCounters> {
    return Object.fromEntries(
      [...this.#functions].map(([name, { pool }]) => [name, structuredClone(pool.counters)]),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#functions.values()].map(({ pool }) => pool.close()));
    await Promise.all([...this.#functions.values()].map(({ log }) => log.close()));
  }

  #concurrency(spec: FunctionSpec): number {
    return spec.reservedConcurrency ?? this.#options.concurrency ?? DEFAULT_CONCURRENCY;
  }

  /** By name, ARN with or without `:$LATEST`, logical id, or the folder it is made from (`apply-delivery`). */
  #find(nameOrArn: string): Defined {
    const name = nameOrArn.replace(/:\$LATEST$/, '').replace(/^.*:function:/, '');
    const found = this.#functions.get(name) ?? this.#byLogicalId(name);
    if (!found) throw new FunctionNotFoundError(`Function not found: ${nameOrArn}`);
    return found;
  }

  #byLogicalId(name: string): Defined | undefined {
    const beginning = name.replaceAll(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    const all = [...this.#functions.values()];
    return (
      all.find(({ spec }) => spec.logicalId === name) ??
      all.find(({ spec }) => spec.logicalId.startsWith(`${beginning}Function`))
    );
  }
}

function outcomeOf(requestId: string, result: RunResult): Outcome {
  return result.error
    ? { ok: false, requestId, error: result.error }
    : { ok: true, requestId, payload: result.payload };
}
