import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { applyChange, type Decision } from '../../../domain/mirror/apply-change.ts';
import type { Content, IncomingChange, MirrorState } from '../../../domain/mirror/mirror-state.ts';
import type { MirrorRecord } from '../store/mirror-layout.ts';
import { getMirrored, putMirrored } from '../store/mirror-records.ts';
import type { Store } from '../store/store.ts';
import type { RecordIdentity, RecordRules } from './record-rules.ts';

export interface ChangeToStore<Held extends Content> {
  readonly identity: RecordIdentity;
  readonly incoming: IncomingChange<Held>;
  /** Probably not stored yet: the first write is tried without reading. */
  readonly isLikelyNew: boolean;
  readonly now: string;
}

/** What became of a change, and the record as it is stored now where the change made or confirmed it. */
export interface StoredChange<Kept> {
  readonly outcome: Decision<Content>['outcome'];
  readonly announces: boolean;
  readonly record: Kept | undefined;
  /** What was stored before this change was written; a change that wrote nothing now may have done so the first time. */
  readonly before: Kept | undefined;
}

const MOST_ROUNDS = 10;

/**
 * Reads, decides by `applyChange`, and writes if nobody else did meanwhile; whoever lost decides again on what won. A record that is
 * probably new costs one call: the refused write brings what is stored.
 */
export async function storeChange<Held extends Content, Kept extends MirrorRecord & MirrorState<Held>>(
  store: Store,
  rules: RecordRules<Held, Kept>,
  change: ChangeToStore<Held>,
): Promise<StoredChange<Kept>> {
  let stored = change.isLikelyNew ? undefined : await getMirrored(store, rules.layout, change.identity);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { outcome, announces, next } = applyChange<Held>(stored, change.incoming);
    if (!next) return { outcome, announces, record: stored, before: announces ? undefined : stored };
    const record = recordOf(rules, change, { stored, next, announces });
    const put = await putMirrored(store, { layout: rules.layout, record }, stored?.version ?? 'absent');
    if (put.written) return { outcome, announces, record, before: stored };
    stored = put.current;
  }
  throw new ConcurrentChangeError(
    `${change.identity.recordId} keeps changing; the delivery is tried again later.`,
  );
}

function recordOf<Held extends Content, Kept extends MirrorRecord & MirrorState<Held>>(
  rules: RecordRules<Held, Kept>,
  { identity, now }: ChangeToStore<Held>,
  decided: {
    readonly stored: Kept | undefined;
    readonly next: Omit<MirrorState<Held>, 'version' | 'event'>;
    readonly announces: boolean;
  },
): Kept {
  const { stored, next, announces } = decided;
  const version = (stored?.version ?? 0) + 1;
  const event = announces ? { type: rules.eventType(stored, next), version } : stored?.event;
  const common = {
    ...identity,
    createdAt: stored?.createdAt ?? now,
    updatedAt: announces || !stored ? now : stored.updatedAt,
  };
  return rules.build(common, { ...next, version, event }, stored);
}
