/** A full list of an ERP's products as it was pulled: the ids seen, and how many the source says there are. */
export interface ProductSnapshot {
  readonly seen: ReadonlySet<string>;
  readonly stated: number | undefined;
}

export type SnapshotDecision =
  | { readonly complete: true; readonly missing: string[] }
  | { readonly complete: false; readonly reason: string };

/**
 * Which known products a full snapshot deactivates (P-4): those it lacks, and only if it is complete, that is, the source states a count, all of
 * it arrived, and it is at least 90 % of what is known. A shorter list is more likely cut off than true.
 */
export function compareSnapshot(
  known: ReadonlySet<string>,
  { seen, stated }: ProductSnapshot,
): SnapshotDecision {
  if (stated === undefined) return refused('The source does not state how many products there are.');
  if (seen.size !== stated) return refused(`The source states ${stated} products, ${seen.size} arrived.`);
  if (stated * 10 < known.size * 9) {
    return refused(`Only ${stated} of ${known.size} known products arrived, less than 90 %.`);
  }
  return { complete: true, missing: [...known].filter((externalId) => !seen.has(externalId)) };
}

const refused = (reason: string): SnapshotDecision => ({ complete: false, reason });
