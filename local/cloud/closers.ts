type Close = () => Promise<void> | void;

/** What has to be undone, in reverse order, whether the boot succeeded or not. */
export class Closers {
  readonly #actions: Close[] = [];

  add(action: Close): void {
    this.#actions.push(action);
  }

  /** Registers a service for closing and gives it back with a `close` that may be called early, and again. */
  keep<T extends { close(): Promise<void> }>(service: T): T {
    const close = once(() => service.close());
    this.add(close);
    return { ...service, close };
  }

  /** Runs every action even when one fails; the failures are reported together. */
  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const action of this.#actions.splice(0).reverse()) {
      try {
        await action();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed.');
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= action());
}
