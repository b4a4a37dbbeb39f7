import { vi } from 'vitest';

/** Repeats an expectation until it holds; for work that other tasks do meanwhile. Fails with its last complaint. */
export function eventually(expectation: () => unknown): Promise<unknown> {
  return vi.waitFor(expectation, { timeout: 10_000, interval: 5 });
}
