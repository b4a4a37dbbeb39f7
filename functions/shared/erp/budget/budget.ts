/** The ERP's limits, kept by everybody who asks it. */
export interface Budget {
  /** Sends one request within the limits; or throws an `ErpUnavailableError` that says when to come again, and nothing was sent. */
  run<T>(request: () => Promise<T>): Promise<T>;
  /** The ERP said how long it wants to hear nothing; told while the request that heard it is still running. */
  closeFor(seconds: number, words: string): void;
}
