import { createHash } from 'node:crypto';

/** A stream of chances that is the same for the same name, on every machine. */
export interface Chance {
  /** A whole number from low to high, both included. */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in one of so many cases. */
  oneIn(cases: number): boolean;
}

/** Each topic draws from a stream of its own, so that one more customer does not change all invoices. */
export function chanceFor(name: string): Chance {
  const next = streamOf(createHash('sha256').update(name).digest().readUInt32LE(0));
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    between,
    oneIn: (cases) => between(1, cases) === 1,
    pick: (list) => {
      const chosen = list[between(0, list.length - 1)];
      if (chosen === undefined) throw new RangeError('Nothing to pick from an empty list.');
      return chosen;
    },
  };
}

/** A 32-bit xorshift with a multiplicative scramble of its output, as a number in [0, 1). */
function streamOf(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x9e3779b1) >>> 0) / 2 ** 32;
  };
}
