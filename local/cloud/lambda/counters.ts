/** What a function has done since the start; exact, for budgets and benchmarks. */
export interface FunctionCounters {
  invocations: number;
  errors: number;
  coldStarts: number;
  /** CPU of the worker thread during invocations, initialisation not counted. */
  cpuMicros: number;
  /** From dispatch to answer, initialisation and queueing not counted. */
  durationMs: number;
  /** Requests sent, by `Service.Action`, `S3.METHOD` or `http.METHOD`. */
  calls: Record<string, number>;
}

export const noCounts = (): FunctionCounters => ({
  invocations: 0,
  errors: 0,
  coldStarts: 0,
  cpuMicros: 0,
  durationMs: 0,
  calls: {},
});
