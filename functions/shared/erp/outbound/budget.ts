/**
 * The ERP's limits, kept by everybody who asks it: `run` waits for a share and then works, or throws an `ErpUnavailableError` that says when to come
 * again.
 */
export interface Budget {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** No limit but the slots that every process keeps anyway. */
export const ownSlotsOnly: Budget = { run: (work) => work() };
