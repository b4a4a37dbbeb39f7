/** Probabilities (0 to 1) of what a network does to messages; the same seed does the same to the same sequence. */
export interface ChaosOptions {
  readonly seed: number;
  readonly duplicate?: number;
  readonly drop?: number;
  readonly reorder?: number;
  readonly delay?: { readonly probability: number; readonly atMostMs: number };
}

/** What becomes of one batch: handed over after a while, perhaps shuffled, perhaps twice, perhaps not at all. */
export interface Disturbance<T> {
  readonly delayMs: number;
  readonly deliveries: readonly (readonly T[])[];
}

export type Chaos = <T>(batch: readonly T[]) => Disturbance<T>;

export const noChaos: Chaos = (batch) => ({ delayMs: 0, deliveries: [batch] });

export function createChaos(options: ChaosOptions): Chaos {
  const random = seededRandom(options.seed);
  const happens = (probability = 0): boolean => random() < probability;
  return (batch) => {
    const delayMs = happens(options.delay?.probability) ? random() * (options.delay?.atMostMs ?? 0) : 0;
    const kept = batch.filter(() => !happens(options.drop));
    const ordered = happens(options.reorder) ? shuffled(kept, random) : kept;
    const again = ordered.filter(() => happens(options.duplicate));
    return { delayMs, deliveries: [ordered, again].filter((delivery) => delivery.length > 0) };
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** Mulberry32: small, fast, good enough to disturb with. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
