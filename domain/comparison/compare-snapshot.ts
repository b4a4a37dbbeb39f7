/** A full list of an ERP's records as it was read: the ids seen, and how many the source says there are. */
export interface Snapshot {
  readonly seen: ReadonlySet<string>;
  readonly stated: number | undefined;
}

export interface SnapshotComparison {
  /** Known here, not listed there. */
  readonly missing: string[];
  /** Listed there, not known here. */
  readonly lacking: string[];
  /** Why the list is taken for a part only; then it changes nothing. */
  readonly refusal?: string;
}

/**
 * What a full snapshot says of the records we know (P-4). It counts only if it is complete, that is, the source states a count, all of it
 * arrived, and it is at least 90 % of what is known. A shorter list is more likely cut off than true.
 */
export function compareSnapshot(known: ReadonlySet<string>, snapshot: Snapshot): SnapshotComparison {
  const { seen } = snapshot;
  const missing = [...known].filter((externalId) => !seen.has(externalId));
  const lacking = [...seen].filter((externalId) => !known.has(externalId));
  const refusal = refusalOf(known, snapshot);
  return { missing, lacking, ...(refusal === undefined ? {} : { refusal }) };
}

function refusalOf(known: ReadonlySet<string>, { seen, stated }: Snapshot): string | undefined {
  if (stated === undefined) return 'The source does not state how many records there are.';
  if (seen.size !== stated) return `The source states ${stated} records, ${seen.size} arrived.`;
  if (stated * 10 < known.size * 9)
    return `Only ${stated} records arrived where ${known.size} are known, less than 90 %.`;
  return undefined;
}
