/** Chance that can be thrown again: the same seed gives the same throws. */
export interface Seeded {
  /** At least 0, less than `limit`. */
  below(limit: number): number;
  happens(probability: number): boolean;
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** A linear congruential generator after Knuth's constants for 64 bits; the upper half is well mixed. */
export function seeded(seed: number): Seeded {
  let state = BigInt(seed);
  const share = (): number => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(share() * limit),
    happens: (probability) => share() < probability,
    shuffled: (items) =>
      items
        .map((item) => ({ item, rank: share() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ item }) => item),
  };
}

/** The seed named in the environment, or a new one; whoever uses it says which, so that a failure can be repeated. */
export function seedFrom(variable: string): number {
  const named = process.env[variable];
  return named === undefined ? Date.now() % 1_000_000 : Number(named);
}
