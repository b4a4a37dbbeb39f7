import type { Change } from '../../../domain/canonical/change.ts';
import { prepareInvoice } from '../../../domain/invoices/prepare-invoice.ts';
import {
  DELETION_HASH,
  type Content,
  type IncomingChange,
  type MirrorState,
} from '../../../domain/mirror/mirror-state.ts';
import type { SourceOrder } from '../../../domain/mirror/source-order.ts';
import type { FinalState } from '../../../domain/records/delivery.ts';
import type { ChangeSource } from '../../../domain/records/mirrored-record.ts';
import type { MirrorRecord } from '../store/mirror-layout.ts';
import { recordIdOf } from '../store/record-ids.ts';
import type { Store } from '../store/store.ts';
import { goneAt, orderOfContent, orderOfDeletion, seenAt, type Moments } from './order-of-change.ts';
import type { MappedRecord } from './ports.ts';
import { onlyKnown, refusalOfOrder } from './orders-of-ours.ts';
import { debtorRules, invoiceRules, orderRules, productRules, type RecordRules } from './record-rules.ts';
import { storeChange } from './store-change.ts';

export interface RecordChange {
  readonly company: string;
  readonly connectionId: string;
  readonly change: Change & { readonly externalId: string };
  readonly source: Omit<ChangeSource, 'hash'>;
  readonly again: boolean;
  readonly moments: Moments;
  readonly now: string;
}

export interface StoredRecord {
  readonly outcome: FinalState;
  readonly announces: boolean;
  readonly record: MirrorRecord | undefined;
  readonly before: MirrorRecord | undefined;
  /** Why it does not count, where it does not. */
  readonly ignored?: string;
}

export async function storeMapped(
  store: Store,
  given: RecordChange,
  mapped: MappedRecord,
): Promise<StoredRecord> {
  const order = orderOfContent(given.change, mapped.canonical, given.moments);
  const { payload } = mapped;
  switch (mapped.entity) {
    case 'debtor':
      return storeBy(store, debtorRules, upsert(given, order, { content: mapped.canonical, payload }));
    case 'product':
      return storeBy(store, productRules, upsert(given, order, { content: mapped.canonical, payload }));
    case 'invoice':
      if (mapped.canonical.status === 'draft') return storeDraft(store, given, order);
      // A document replaces its lines as a whole, whatever the source calls its payload (I-6).
      return storeBy(
        store,
        invoiceRules,
        upsert(given, order, {
          content: prepareInvoice(mapped.canonical, mapped.tolerance),
          payload: 'complete',
        }),
      );
    case 'order':
      return (
        (await refusalOfOrder(store, given, mapped.canonical)) ??
        storeBy(store, orderRules, upsert(given, order, { content: mapped.canonical, payload }))
      );
  }
}

export async function storeDeletion(store: Store, given: RecordChange): Promise<StoredRecord> {
  const order = orderOfDeletion(given.change, given.moments);
  switch (given.change.entity) {
    case 'debtor':
      return storeBy(store, debtorRules, deletion(given, order));
    case 'product':
      return storeBy(store, productRules, deletion(given, order));
    case 'invoice':
      return storeBy(store, invoiceRules, deletion(given, order));
    case 'order':
      return onlyKnown(store, await storeBy(store, orderRules, deletion(given, order)));
  }
}

/**
 * A draft is no document of the books yet: it is kept as "not there", in its place among the versions, so that a posted document that is
 * reset to draft disappears, and whichever arrives late changes nothing.
 */
async function storeDraft(store: Store, given: RecordChange, order: SourceOrder): Promise<StoredRecord> {
  const stored = await storeBy(store, invoiceRules, deletion(given, { ...order, hash: DELETION_HASH }));
  const { record } = stored;
  return record?.canonical
    ? stored
    : {
        ...stored,
        outcome: 'ignored',
        ignored: 'The document is a draft; it is taken over when it is posted.',
      };
}

async function storeBy<Held extends Content, Kept extends MirrorRecord & MirrorState<Held>>(
  store: Store,
  rules: RecordRules<Held, Kept>,
  given: { readonly change: RecordChange; readonly incoming: IncomingChange<Held> },
): Promise<StoredRecord> {
  const { change } = given;
  const { company, connectionId } = change;
  const { entity, externalId } = change.change;
  return storeChange(store, rules, {
    identity: {
      company,
      connectionId,
      externalId,
      recordId: recordIdOf({ connectionId, entity, externalId }),
    },
    incoming: given.incoming,
    isLikelyNew: change.change.change === 'created',
    now: change.now,
  });
}

const upsert = <Held extends Content>(
  change: RecordChange,
  order: SourceOrder,
  { content, payload }: Pick<IncomingChange<Held>, 'content' | 'payload'>,
) => ({
  change,
  incoming: { ...incomingOf(change, order), content, payload, observedAt: seenAt(change.moments) },
});

const deletion = (change: RecordChange, order: SourceOrder) => ({
  change,
  incoming: { ...incomingOf(change, order), observedAt: goneAt(change.moments) },
});

const incomingOf = (change: RecordChange, order: SourceOrder) => ({
  payload: 'complete' as const,
  order,
  source: { ...change.source, hash: order.hash },
  again: change.again,
});
